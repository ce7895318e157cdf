// Command traintarget trains the model for stance towards named targets that
// ships in package sentiment/target, and cross-validates it with targets held
// out.
//
//	go run ./sentiment/internal/traintarget -out sentiment/target/en-target-1.2.0.model
//	go run ./sentiment/internal/traintarget -cv
//
// Equal data gives an equal file to the byte.
package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"log"
	"os"
	"runtime"
	"slices"
	"time"

	"github.com/seed-100d3eb7/rejoinder/internal/modelfile"
	"github.com/seed-100d3eb7/rejoinder/internal/shareddata"
	"github.com/seed-100d3eb7/rejoinder/internal/targeteval"
	"github.com/seed-100d3eb7/rejoinder/sentiment/internal/towards"
)

const version = "1.2.0"

type options struct {
	shared   string
	open     bool
	off      towards.Groups
	polarity towards.FitOptions
	relevant towards.FitOptions
	noneBias float64
	seeds    int
	vec      *towards.Vectors
}

func main() {
	log.SetFlags(0)
	log.SetPrefix("traintarget: ")
	runtime.GOMAXPROCS(1)
	shared, _ := shareddata.Find()
	o := options{}
	out := flag.String("out", "", "file to write the model to")
	licence := flag.String("licence", "all", `"open": train on sets under an open licence alone`)
	cv := flag.Bool("cv", false, "cross-validate with targets held out")
	ownEpochs := flag.Int("own", 0, "train per target with so many passes and print figures")
	ownRate := flag.Float64("ownrate", 0.02, "learning rate of -own")
	vecEpochs := flag.Int("vec", 0, "learn word vectors anew in so many passes (the shipped ones took 6)")
	vecOut := flag.String("vecout", "", "file to write word vectors to")
	vecFrom := flag.String("vectors", "sentiment/target/en-target-"+version+".model", "file to take word vectors from; they saw texts of all sets, so -licence open leaves them out")
	dim := flag.Int("dim", 48, "length of word vectors")
	pw := flag.Float64("pairs", 18, "how often a minimal pair is shown")
	pr := flag.Float64("pairsweight", 2, "weight of a minimal pair")
	ablate := flag.Bool("ablate", false, "with -cv: leave out one group of features after another")
	off := flag.Uint("off", 0, "feature groups left out, as bits")
	flag.StringVar(&o.shared, "shared", shared, "folder of the shared data")
	flag.UintVar(&o.polarity.Bits, "bits", 19, "polarity: table size, as a power of two")
	flag.IntVar(&o.polarity.Epochs, "epochs", 8, "polarity: passes")
	flag.Float64Var(&o.polarity.Rate, "rate", 0.013, "polarity: learning rate")
	flag.Float64Var(&o.polarity.L2, "l2", 2e-5, "L2 penalty")
	flag.UintVar(&o.relevant.Bits, "relbits", 17, "relevance: table size")
	flag.IntVar(&o.relevant.Epochs, "relepochs", 8, "relevance: passes")
	flag.Float64Var(&o.relevant.Rate, "relrate", 0.01, "relevance: learning rate")
	flag.Float64Var(&o.noneBias, "none", 0.36, "taken from the log-odds of none")
	flag.IntVar(&o.seeds, "seeds", 4, "orders of the examples whose fits are averaged")
	flag.Parse()
	pairWeight, pairRelevance = float32(*pw), float32(*pr)
	o.relevant.L2 = o.polarity.L2
	o.open, o.off = *licence == "open", towards.Groups(*off)
	valence, err := readValence(o.shared)
	if err != nil {
		log.Fatal(err)
	}
	if *vecEpochs > 0 {
		docs, err := corpus(o.shared)
		if err != nil {
			log.Fatal(err)
		}
		t0 := time.Now()
		words, vecs := trainVectors(docs, *dim, 20000, *vecEpochs)
		o.vec = towards.NewVectors(words, vecs)
		log.Printf("vectors of %d words from %d texts in %v", len(words), len(docs), time.Since(t0))
		if *vecOut != "" {
			if err := os.WriteFile(*vecOut, modelfile.Encode([]byte("{}"), o.vec.Sections()), 0o644); err != nil {
				log.Fatal(err)
			}
		}
	} else if *vecFrom != "" && !o.open {
		if o.vec, err = vectorsOf(*vecFrom); err != nil {
			log.Fatal(err)
		}
	}
	if *cv {
		groups := []towards.Groups{0}
		if *ablate {
			for g := towards.GroupWords; g <= towards.GroupEffects; g <<= 1 {
				groups = append(groups, g)
			}
		}
		for _, g := range groups {
			o.off = towards.Groups(*off) | g
			rows, err := load(&o, valence)
			if err != nil {
				log.Fatal(err)
			}
			if g != 0 {
				fmt.Println("without", g)
			}
			crossValidate(rows, &o)
		}
	}
	if *ownEpochs > 0 {
		rows, err := load(&o, valence)
		if err != nil {
			log.Fatal(err)
		}
		own(rows, &o, *ownEpochs, *ownRate)
	}
	if *out == "" {
		return
	}
	rows, err := load(&o, valence)
	if err != nil {
		log.Fatal(err)
	}
	w := fit(rows, &o, -1)
	card := map[string]any{"name": "en-target", "version": version, "languages": []string{"en"}, "licence": "MIT; trained on " + sources(rows)}
	b, err := json.Marshal(card)
	if err != nil {
		log.Fatal(err)
	}
	file := modelfile.Encode(b, slices.Concat(w.Sections(""), towards.ValenceSections(valence), o.vec.Sections()))
	if err := os.WriteFile(*out, file, 0o644); err != nil {
		log.Fatal(err)
	}
	fmt.Printf("%s: %d bytes from %d texts\n", *out, len(file), len(rows))
}

func vectorsOf(name string) (*towards.Vectors, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	m, err := modelfile.Read(f)
	if err != nil {
		return nil, err
	}
	return towards.VectorsFromFile(m)
}

func sources(rows []row) string {
	var names []string
	for i := range rows {
		if !slices.Contains(names, rows[i].Set) {
			names = append(names, rows[i].Set)
		}
	}
	s := "the VADER lexicon (MIT)"
	for _, n := range names {
		s += ", " + n
	}
	return s
}

// pairWeight is that of a minimal pair: there are few, and each is clear.
var pairWeight, pairRelevance = float32(18), float32(2)

// weights make small sets count beside large ones.
func weights(set string) (polarity, relevance float32) {
	switch set {
	case "pstance":
		return 0.7, 0
	case "vast":
		return 2, 4
	case "perspectrum":
		return 2, 0
	case "topics":
		return 0.8, 0.15
	case "spinos":
		return 1.5, 2
	case "mt_csd":
		return 1.4, 1
	case "pairs":
		return pairWeight, pairRelevance
	case "ibm_argq30k":
		return 1, 0
	}
	return 1, 1
}

// fit trains on the training splits, and on all of vast, which has no other,
// without the rows of a fold.
func fit(rows []row, o *options, fold int) *towards.Weights {
	var p, q []towards.Instance
	for i := range rows {
		r := &rows[i]
		if r.fold == fold || r.text == fold && fold >= 0 || r.Split == "dev" && r.Set != "vast" {
			continue
		}
		wp, wq := weights(r.Set)
		repeat := 1
		if r.Set == "pairs" {
			repeat = int(pairWeight) / pairVariants
			wp, wq = pairRelevance, pairRelevance
		}
		for range repeat {
			if r.Label != targeteval.Neither {
				p = append(p, towards.Instance{Features: r.polarity, Sign: r.frame.Sign, Y: is(r.Label == targeteval.Favor), Weight: wp})
			}
			if wq > 0 {
				q = append(q, towards.Instance{Features: r.relevance, Sign: 1, Y: is(r.Label != targeteval.Neither), Weight: wq})
			}
		}
	}
	return &towards.Weights{Polarity: towards.Mean(p, o.polarity, o.seeds), Relevance: towards.Mean(q, o.relevant, o.seeds), NoneBias: o.noneBias}
}

func is(b bool) float32 {
	if b {
		return 1
	}
	return 0
}

func judge(r *row, w *towards.Weights) targeteval.Judged {
	f, a, n := w.Probs(r.polarity, r.relevance, nil, r.frame.Sign)
	return targeteval.Judged{Label: r.Label, P: [targeteval.NumClasses]float64{f, a, n}}
}

const folds = 4

// crossValidate prints figures for targets that training never saw, then those
// on the dev splits for all.
func crossValidate(rows []row, o *options) {
	unseen, seen := map[string][]targeteval.Judged{}, map[string][]targeteval.Judged{}
	for k := range folds {
		w := fit(rows, o, k)
		for i := range rows {
			r := &rows[i]
			if r.fold != k || r.Set == "topics" {
				continue
			}
			j := judge(r, w)
			claims := r.Set == "ibm_argq30k" || r.Set == "perspectrum"
			if r.Set != "vast" && r.Set != "pairs" {
				unseen[r.Set+" train+dev"] = append(unseen[r.Set+" train+dev"], j)
			}
			if !claims && (r.Split == "dev" || r.Set == "pairs") {
				unseen[r.Set] = append(unseen[r.Set], j)
			}
		}
	}
	w := fit(rows, o, -1)
	for i := range rows {
		if r := &rows[i]; r.Split == "dev" && r.Set != "vast" {
			j := judge(r, w)
			if r.Set == "ibm_argq30k" || r.Set == "perspectrum" {
				unseen[r.Set] = append(unseen[r.Set], j)
			} else {
				seen[r.Set] = append(seen[r.Set], j)
			}
		}
	}
	print("unseen", unseen)
	print("seen", seen)
}

func print(name string, res map[string][]targeteval.Judged) {
	keys := make([]string, 0, len(res))
	for k := range res {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	for _, k := range keys {
		s := targeteval.Measure(res[k], false)
		right, n := 0, 0
		for _, j := range res[k] {
			if j.Label != targeteval.Neither {
				n++
				if (j.P[0] > j.P[1]) == (j.Label == 0) {
					right++
				}
			}
		}
		fmt.Printf("%-6s %-22s n=%5d  favg %.3f (%.3f–%.3f) macro %.3f  f1 %.2f %.2f %.2f  polarity %.3f\n",
			name, k, s.N, s.FAvg, s.Lo, s.Hi, s.Macro, s.F1[0], s.F1[1], s.F1[2], float64(right)/float64(n))
	}
}
