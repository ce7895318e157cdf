package main

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"math"
	"path/filepath"
	"slices"
	"strings"

	"github.com/seed-100d3eb7/rejoinder/internal/jsonlines"
	"github.com/seed-100d3eb7/rejoinder/sentiment/internal/coded"
	"github.com/seed-100d3eb7/rejoinder/sentiment/internal/hostile"
	"github.com/seed-100d3eb7/rejoinder/sentiment/internal/pairs"
)

var nan = float32(math.NaN())

// doc is one labelled text.
type doc struct {
	source       int
	text, parent string
	// label and weight are those of each head; a label that is NaN is unknown.
	label, weight [hostile.NumHeads]float32
	// y is the label that the network learns, w its weight; kinds and target
	// are NaN and -1 where unknown.
	y, w   float32
	kinds  [hostile.NumKinds]float32
	target int
	// gold is the binary label for evaluation, -1 for none.
	gold  int
	class string // of a minimal pair
	dev   bool
	fold  int

	from, to int // features
}

type record struct {
	Text   string          `json:"text"`
	Parent string          `json:"parent_text"`
	Label  json.RawMessage `json:"label"`
	Tier   string          `json:"tier"`
	Aux    struct {
		Class        string   `json:"class"`
		Level1       string   `json:"level_1"`
		Level2       string   `json:"level_2"`
		Severe       *float32 `json:"severe_toxic"`
		SevereT      *float32 `json:"severe_toxicity"`
		Obscene      *float32 `json:"obscene"`
		Threat       *float32 `json:"threat"`
		Insult       *float32 `json:"insult"`
		IdentityHate *float32 `json:"identity_hate"`
		Attack       *float32 `json:"attack"`
		NiceNasty    *float32 `json:"nicenasty"`
		Offensive    *bool    `json:"offensive"`
		Bot          any      `json:"bot"`
		Perspective  *float32 `json:"perspective"`
	} `json:"aux"`
	Hostility int    `json:"hostility"`
	Target    string `json:"hostility_target"`
}

// sources in the order of doc.source.
var sources = []struct {
	name, path string
	tier       string
	// prior tells how much the network heeds the set.
	net float32
}{
	{"jigsaw", "hostility/jigsaw", "A", 1.5},
	{"civil", "hostility/civil", "A", 3.6},
	{"reddit_incivility", "hostility/reddit_incivility", "A", 7},
	{"guest_misogyny", "hostility/guest_misogyny", "A", 2.4},
	{"davidson", "hostility/davidson", "A", 0.7},
	{"convabuse", "hostility/convabuse", "A", 0.5},
	{"diasafety", "hostility/diasafety", "A", 0.8},
	{"stormfront", "hostility/stormfront", "A", 0.8},
	{"wiki_context", "hostility/wiki_context", "A", 1},
	{"coded", "coded", "", 2.2},
	{"iac_v1", "stance/iac_v1", "B", 0.8},
	{"toxichat", "stance/toxichat", "A", 0.8},
	{"wiki_perspective", "hostility/wiki_context", "A", 1.5},
	{"codes", "", "", 0.2},
	{"pairs", "", "A", 6},
	{"padded", "", "A", 0.5},
}

const (
	numSources   = 16
	sourceCodes  = numSources - 3
	sourcePairs  = numSources - 2
	sourcePadded = numSources - 1
)

// codes returns the pairs that we coded ourselves: training data alone.
func codes(shared string, open bool) ([]doc, error) {
	all, err := coded.Read(shared, open)
	if err != nil {
		return nil, err
	}
	var out []doc
	for i := range all {
		p := &all[i]
		if d, ok := label(sourceCodes, &record{Text: p.Text, Parent: p.Parent, Hostility: p.Hostility, Target: p.Target}); ok {
			out = append(out, d)
		}
	}
	return out, nil
}

// minimal returns the minimal pairs that a model may see, or those it may not.
func minimal(unseen bool) []doc {
	var out []doc
	for _, p := range pairs.Generate() {
		if p.Unseen != unseen {
			continue
		}
		d := doc{source: sourcePairs, text: p.Text, w: sources[sourcePairs].net, target: -1, y: b2f(p.Hostile), gold: int(b2f(p.Hostile)), class: p.Class}
		d.fold = p.Template * 7 / 2 % folds // templates stay together
		for h := range d.label {
			d.label[h] = nan
		}
		for k := range d.kinds {
			d.kinds[k] = nan
		}
		set(&d, hostile.Broad, d.y, 0.3)
		set(&d, hostile.Aimed, d.y, 0.3)
		set(&d, hostile.News, d.y, 0.2)
		if p.Class == "threat" {
			d.kinds[hostile.KindThreat] = d.y
		}
		out = append(out, d)
	}
	return out
}

// read returns the labelled texts of one split of every set that the licence
// choice allows.
func read(shared, split string, open bool) ([]doc, error) {
	var docs []doc
	for s := range sources {
		if s == sourcePairs {
			docs = append(docs, minimal(split == "dev")...)
			continue
		}
		if s == sourcePadded {
			continue // made of the others
		}
		if s == sourceCodes {
			if split == "train" {
				own, err := codes(shared, open)
				if err != nil {
					return nil, err
				}
				docs = append(docs, own...)
			}
			continue
		}
		if open && sources[s].tier == "B" {
			continue
		}
		path := filepath.Join(shared, "data", sources[s].path, split+".jsonl.gz")
		err := jsonlines.Read(path, func(r *record) error {
			if open && r.Tier == "B" {
				return nil
			}
			if d, ok := label(s, r); ok {
				docs = append(docs, d)
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	return docs, nil
}

// key identifies a text up to case and punctuation.
func key(text string) uint64 {
	var b strings.Builder
	for _, c := range strings.ToLower(text) {
		if c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c >= 0x80 {
			b.WriteRune(c)
			if b.Len() >= 160 {
				break
			}
		}
	}
	h := sha256.Sum256([]byte(b.String()))
	return binary.LittleEndian.Uint64(h[:])
}

// codesWeight is what a pair of ours weighs in the heads against one of the
// coded pairs, codesBroad what is left of that in the heads for all sets.
const (
	codesWeight = 0.4
	codesBroad  = 0.3
)

// targets are the names of the targets in the coded pairs.
var targets = [hostile.NumTargets]string{"none", "parent-author", "participant", "public-figure", "group"}

func set(d *doc, head int, y, w float32) { d.label[head], d.weight[head] = y, w }

func opt(p *float32) float32 {
	if p == nil {
		return nan
	}
	if *p > 0 {
		return 1
	}
	return 0
}

func b2f(b bool) float32 {
	if b {
		return 1
	}
	return 0
}

// label turns a record of source s into a doc; false where it is of no use.
func label(s int, r *record) (doc, bool) {
	d := doc{source: s, text: r.Text, parent: r.Parent, w: sources[s].net, target: -1, gold: -1}
	for h := range d.label {
		d.label[h] = nan
	}
	for k := range d.kinds {
		d.kinds[k] = nan
	}
	var y float32
	if len(r.Label) > 0 && r.Label[0] != '"' {
		if err := json.Unmarshal(r.Label, &y); err != nil {
			return d, false
		}
	}
	d.y = y
	d.gold = int(b2f(y >= 0.5))
	d.fold = int(key(r.Text) % folds)
	a := &r.Aux
	switch sources[s].name {
	case "jigsaw":
		set(&d, hostile.Broad, y, 1.5)
		ins, obs, hate, thr := opt(a.Insult), opt(a.Obscene), opt(a.IdentityHate), opt(a.Threat)
		sev := opt(a.Severe)
		if a.SevereT != nil {
			sev = opt(a.SevereT)
		}
		known := float32(1)
		if ins != ins && y == 0 {
			ins, obs, hate, thr, sev, known = 0, 0, 0, 0, 0, 0.25
		}
		if ins == ins {
			set(&d, hostile.Insulted, ins, known)
			set(&d, hostile.Obscene, obs, known)
			set(&d, hostile.Identity, hate, known/2)
			set(&d, hostile.Grave, max(sev, thr), known)
			d.kinds = [hostile.NumKinds]float32{sev, hate, ins, obs, thr}
		}
	case "civil":
		set(&d, hostile.Broad, y, 2.5)
		set(&d, hostile.News, y, 1.5)
	case "reddit_incivility":
		set(&d, hostile.Broad, y, 4)
		set(&d, hostile.Aimed, y, 2.5)
		set(&d, hostile.News, y, 0.7)
	case "guest_misogyny":
		set(&d, hostile.Broad, y, 1)
		set(&d, hostile.Aimed, y, 1)
		set(&d, hostile.Identity, b2f(a.Level1 == "Misogynistic"), 0.7)
	case "davidson":
		set(&d, hostile.Broad, y, 0.4)
		set(&d, hostile.Identity, b2f(a.Class == "hate"), 0.2)
		set(&d, hostile.Obscene, y, 0.2)
	case "convabuse":
		set(&d, hostile.Broad, y, 1)
		set(&d, hostile.Aimed, y, 0.4)
		set(&d, hostile.Insulted, y, 0.5)
	case "diasafety":
		set(&d, hostile.Broad, y, 1)
		set(&d, hostile.Aimed, y, 0.7)
		set(&d, hostile.Insulted, y, 0.7)
	case "stormfront":
		set(&d, hostile.Broad, y, 0.4)
		set(&d, hostile.Identity, y, 1)
	case "wiki_context":
		set(&d, hostile.Broad, y, 1.5)
		set(&d, hostile.Aimed, y, 0.7)
	case "wiki_perspective":
		// The same texts as a teacher scored them: their labels are 1 % ones.
		if a.Perspective == nil {
			return d, false
		}
		d.y, d.gold = *a.Perspective, -1
		set(&d, hostile.Broad, d.y, 1.5)
		set(&d, hostile.Aimed, d.y, 0.5)
		set(&d, hostile.Insulted, d.y, 0.5)
	case "coded", "codes":
		d.y = [4]float32{0, 0.3, 1, 1}[r.Hostility]
		d.gold = int(b2f(r.Hostility >= 2))
		set(&d, hostile.Broad, d.y, 1.5)
		set(&d, hostile.Aimed, d.y, 3)
		set(&d, hostile.News, d.y, 0.7)
		group, figure := r.Target == "group", r.Target == "public-figure"
		person := r.Target == "parent-author" || r.Target == "participant"
		strength := [4]float32{0, 0.6, 1, 1}[r.Hostility]
		set(&d, hostile.Identity, b2f(group)*strength, 1.5)
		set(&d, hostile.Figure, b2f(figure)*strength, 1.5)
		set(&d, hostile.Insulted, b2f(person)*strength, 1.5)
		set(&d, hostile.Grave, b2f(r.Hostility == 3), 0.7)
		if s == sourceCodes {
			// There are more of them, and most are mild or calm. What is toxic at
			// large they hardly tell; whom a reply is aimed at they tell best.
			for h := range d.weight {
				d.weight[h] *= codesWeight
			}
			d.weight[hostile.Broad] *= codesBroad
			d.weight[hostile.News] *= codesBroad
		}
		d.kinds[hostile.KindSevere] = b2f(r.Hostility == 3)
		d.target = int(hostile.NoTarget)
		if r.Hostility >= 1 {
			d.target = max(0, slices.Index(targets[:], r.Target))
		}
	case "iac_v1":
		if a.Attack == nil || a.NiceNasty == nil {
			return d, false
		}
		v := (*a.Attack + *a.NiceNasty) / 2
		d.y = hostile.Sigmoid(-1.3*v - 0.6)
		d.gold = int(b2f(v <= -1))
		set(&d, hostile.Broad, d.y, 0.5)
		set(&d, hostile.Aimed, d.y, 1)
		set(&d, hostile.Insulted, d.y, 0.7)
	case "toxichat":
		if a.Offensive == nil {
			return d, false
		}
		d.y = b2f(*a.Offensive)
		d.gold = int(d.y)
		set(&d, hostile.Broad, d.y, 1)
		set(&d, hostile.Aimed, d.y, 0.7)
	}
	return d, true
}
