package target

import (
	"errors"
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"

	"github.com/seed-100d3eb7/rejoinder/internal/modelfile"
	"github.com/seed-100d3eb7/rejoinder/internal/targeteval"
	"github.com/seed-100d3eb7/rejoinder/sentiment"
	"github.com/seed-100d3eb7/rejoinder/sentiment/internal/towards"
)

// Example is a text whose stance towards a target is known.
type Example struct {
	Target, Text string
	// Parent is the text answered, "" where there is none or it is unknown.
	Parent string
	// Label is Favor, Against or Neither.
	Label sentiment.TargetLabel
	// Group keeps texts together that must not be parted between training and
	// testing, such as those of one thread; "" stands alone.
	Group string
}

// TrainOptions are the choices of [Train]. Nil means the defaults.
type TrainOptions struct {
	// Base is the model to start from; nil means [English].
	Base *Model
	// Folds is the number of parts of the cross-validation, at least 2; 0 means
	// 5. It has no more parts than there are groups.
	Folds int
	// Epochs is the number of passes over the examples, at least 1; 0 means 4.
	Epochs int
}

// Report says what training on examples of one target gained.
type Report struct {
	Target string
	// N counts the examples: in all and of each label.
	N, Favor, Against, Neither int
	// Base and Trained measure the model before and after, the latter by
	// cross-validation. Gain is Trained.Macro - Base.Macro, and Lo and Hi its
	// 95 % bootstrap interval: training is worth keeping where Lo is above 0.
	Base, Trained Measure
	Gain, Lo, Hi  float64
}

// Measure is how well labels were predicted.
type Measure struct {
	// FAvg is the mean F1 of favor and against; Macro that of all labels that
	// the examples have.
	FAvg, Macro, Accuracy float64
}

// The errors of [Train], for errors.Is, besides [ErrSize].
var (
	// ErrExamples reports too few examples of a target to learn from: fewer
	// than 20, none of favor or none of against, or all in one group.
	ErrExamples = errors.New("target: too few examples")
	// ErrLabel reports an example whose label is none to learn: Unsure.
	ErrLabel = errors.New("target: example without a stance")
	// ErrOptions reports TrainOptions that cannot be.
	ErrOptions = errors.New("target: training options out of range")
)

// Train returns a model that has learned from examples, with a report for each
// of their targets, in the order of their first example. It leaves targets
// without examples as they were. Some hundred examples a target are enough to
// gain from; less than 50 seldom are.
//
// The model is linear: the base trained on and, counting the more the more
// examples there are, models of the examples alone, of words and of runs of
// letters. What it learned is kept beside the base, a megabyte a target, or
// one and a half where examples are labelled Neither. Time is linear in the text of the
// examples, about a millisecond for each of 30 words. Equal examples give an equal
// model, and it is as it would be read back from a file: its card has the digest of
// what [Model.WriteTo] writes. The error wraps ErrExamples, ErrLabel, ErrOptions or
// ErrSize.
func Train(examples []Example, opt *TrainOptions) (*Model, []Report, error) {
	if opt == nil {
		opt = &TrainOptions{}
	}
	if opt.Folds < 0 || opt.Folds == 1 || opt.Epochs < 0 {
		return nil, nil, fmt.Errorf("%w: %d folds, %d epochs", ErrOptions, opt.Folds, opt.Epochs)
	}
	base := opt.Base
	if base == nil {
		base = English()
	}
	m := &Model{card: base.Card(), general: base.general, valence: base.valence, vec: base.vec, own: maps.Clone(base.own)}
	if m.own == nil {
		m.own = map[string]*towards.Weights{}
	}
	m.initPool()
	if !strings.HasSuffix(m.card.Version, "+own") {
		m.card.Version += "+own"
	}
	byTarget := map[string][]Example{}
	var order []string
	for _, e := range examples {
		k := ownKey(e.Target)
		if byTarget[k] == nil {
			order = append(order, k)
		}
		byTarget[k] = append(byTarget[k], e)
	}
	var reports []Report
	if n := len(order) + len(m.own); n > maxOwn {
		return nil, nil, fmt.Errorf("%w: %d targets", ErrSize, n)
	}
	for _, k := range order {
		w, r, err := base.train(byTarget[k], opt)
		if err != nil {
			return nil, nil, fmt.Errorf("%w: %d of %q", err, len(byTarget[k]), byTarget[k][0].Target)
		}
		m.own[k] = w
		reports = append(reports, r)
	}
	if err := m.settle(); err != nil {
		return nil, nil, err
	}
	return m, reports, nil
}

// maxOwn is a number of trained targets of which no file holds more.
const maxOwn = 80

// settle makes the trained weights of m what a file holds of them.
func (m *Model) settle() error {
	b, err := m.encode()
	if err != nil {
		return err
	}
	f, err := modelfile.Decode(string(b))
	if err != nil {
		return err
	}
	m.card.SHA256 = f.SHA256()
	m.own, err = ownOf(f, slices.Sorted(maps.Keys(m.own)))
	return err
}

// prepared is an example as features.
type prepared struct {
	polarity, relevance []towards.Feature
	own                 *towards.OwnDoc
	sign                float32
	label               int
	fold                int
}

func (m *Model) train(examples []Example, opt *TrainOptions) (*towards.Weights, Report, error) {
	r := Report{Target: examples[0].Target, N: len(examples)}
	x := m.extractor()
	frame := towards.NewFrame(r.Target)
	folds := opt.Folds
	if folds == 0 {
		folds = 5
	}
	groupsOf := countGroups(examples)
	if groupsOf < 2 {
		return nil, r, ErrExamples
	}
	folds = min(folds, groupsOf)
	data := make([]prepared, 0, len(examples))
	groups := map[string]int{}
	for i, e := range examples {
		p := prepared{sign: frame.Sign, fold: i % folds}
		switch e.Label {
		case sentiment.Favor:
			p.label = targeteval.Favor
			r.Favor++
		case sentiment.Against:
			p.label = targeteval.Against
			r.Against++
		case sentiment.Neither:
			p.label = targeteval.Neither
			r.Neither++
		default:
			return nil, r, fmt.Errorf("%w: number %d has the label %v", ErrLabel, i+1, e.Label)
		}
		if e.Group != "" {
			g, ok := groups[e.Group]
			if !ok {
				g = len(groups) % folds
				groups[e.Group] = g
			}
			p.fold = g
		}
		in := &towards.Input{Frame: frame, Tokens: towards.Tokenise(nil, e.Text)}
		if e.Parent != "" {
			in.Parent = towards.Tokenise(nil, e.Parent)
		}
		pol, rel := x.Extract(in)
		p.polarity, p.relevance = slices.Clone(pol), slices.Clone(rel)
		p.own = new(towards.OwnDoc)
		p.own.Read(in.Tokens, e.Text)
		data = append(data, p)
	}
	if r.N < 20 || r.Favor == 0 || r.Against == 0 {
		return nil, r, ErrExamples
	}
	w0 := m.weights(r.Target)
	var before, after []targeteval.Judged
	for k := range folds {
		w := tune(w0, data, k, opt.Epochs, r.Neither > 0)
		for i := range data {
			if data[i].fold == k {
				before = append(before, judged(&data[i], w0))
				after = append(after, judged(&data[i], w))
			}
		}
	}
	b, a := targeteval.Measure(before, true), targeteval.Measure(after, true)
	r.Base, r.Trained = Measure{b.FAvg, b.Macro, b.Accuracy}, Measure{a.FAvg, a.Macro, a.Accuracy}
	r.Gain, r.Lo, r.Hi = targeteval.Gain(before, after)
	return tune(w0, data, -1, opt.Epochs, r.Neither > 0), r, nil
}

// countGroups returns how many groups there are; an example without one is one.
func countGroups(examples []Example) int {
	n, seen := 0, map[string]bool{}
	for _, e := range examples {
		if e.Group == "" || !seen[e.Group] {
			n++
		}
		seen[e.Group] = true
	}
	return n
}

// tune fits copies of w0 to the examples outside a fold.
func tune(w0 *towards.Weights, data []prepared, fold, epochs int, none bool) *towards.Weights {
	if epochs == 0 {
		epochs = 4
	}
	var p, q []towards.Instance
	var docs []*towards.OwnDoc
	var labels []int
	for i := range data {
		d := &data[i]
		if d.fold == fold {
			continue
		}
		docs, labels = append(docs, d.own), append(labels, d.label)
		if d.label != targeteval.Neither {
			p = append(p, towards.Instance{Features: d.polarity, Sign: d.sign, Y: bit(d.label == targeteval.Favor), Weight: 1})
		}
		q = append(q, towards.Instance{Features: d.relevance, Sign: 1, Y: bit(d.label != targeteval.Neither), Weight: 1})
	}
	w := &towards.Weights{Polarity: w0.Polarity, Relevance: w0.Relevance, NoneBias: w0.NoneBias}
	opt := towards.FitOptions{Epochs: epochs, Rate: 0.02, L2: 2e-5}
	w.Polarity = towards.Tune(w0.Polarity, p, opt)
	if none {
		w.Relevance = towards.Tune(w0.Relevance, q, opt)
	}
	w.Own = towards.FitOwn(docs, labels)
	return w
}

func judged(d *prepared, w *towards.Weights) targeteval.Judged {
	f, a, n := w.Probs(d.polarity, d.relevance, d.own, d.sign)
	return targeteval.Judged{Label: d.label, P: [targeteval.NumClasses]float64{f, a, n}}
}

func bit(b bool) float32 {
	if b {
		return 1
	}
	return 0
}

// Worth reports whether the gain is above chance.
func (r *Report) Worth() bool { return r.Lo > 0 && !math.IsNaN(r.Lo) }

func (r Report) String() string {
	return fmt.Sprintf("%s: %d examples (%d favor, %d against, %d none); macro-F1 %.2f untrained, %.2f trained; gain %+.2f (%.2f to %.2f)",
		r.Target, r.N, r.Favor, r.Against, r.Neither, r.Base.Macro, r.Trained.Macro, r.Gain, r.Lo, r.Hi)
}
