package towards

import "math"

func (x *Extractor) addRel(typ Type, ns, a, b, c uint32, v float32) {
	x.rel = append(x.rel, Feature{mix(ns, a, b, c), v, -1, false}, Feature{mix(ns+64*(uint32(typ)+1), a, b, c), v, -1, false})
}

// Namespaces of features of relevance.
const (
	nsRelBias = iota + 32
	nsRelMention
	nsRelLength
	nsRelValence
	nsRelWord
	nsRelNear
	nsRelParent
	nsRelForm
	nsRelVector
)

// relevance adds what tells whether the text takes any stance on the target.
func (x *Extractor) relevance(in *Input, mentions [][2]int) {
	f, u := in.Frame, x.units
	typ := f.Type
	n := len(in.Tokens)
	length := uint32(math.Log2(float64(n + 1)))
	k := uint32(min(len(mentions), 3))
	x.addRel(typ, nsRelBias, 0, 0, 0, 1)
	x.addRel(typ, nsRelMention, 1, k, 0, 1)
	x.addRel(typ, nsRelMention, 2, k, length, 1)
	x.addRel(typ, nsRelLength, length, 0, 0, 1)
	if k > 0 {
		x.addRel(typ, nsRelMention, 3, uint32(4*mentions[0][0]/max(n, 1)), 0, 1)
	}
	covered := 0
	for _, w := range f.Topic {
		h := WordHash(w)
		for i := range u {
			if u[i].stem == h || u[i].topic && len(f.Topic) == 1 {
				covered++
				break
			}
		}
	}
	if len(f.Topic) > 0 {
		x.addRel(typ, nsRelMention, 4, uint32(3*covered/len(f.Topic)), 0, 1)
	}
	// Words of judgement, near a mention and anywhere.
	near, all := 0.0, 0.0
	until := 0
	question := uint32(0)
	for i := range u {
		if u[i].topic {
			until = i + 7
		}
		v := math.Abs(float64(u[i].val)) / 10
		all += v
		if i < until {
			near += v
		}
		if u[i].punct && u[i].word == questionMark {
			question = 1
		}
	}
	x.addRel(typ, nsRelValence, 1, uint32(min(6, near)), 0, 1)
	x.addRel(typ, nsRelValence, 2, uint32(min(8, all)), 0, 1)
	x.addRel(typ, nsRelForm, question, k, 0, 1)
	x.addRel(typ, nsRelParent, b2u(len(in.Parent) > 0), k, 0, 1)
	scale := float32(1 / math.Sqrt(float64(max(len(u), 8))/4))
	for i := range u {
		if u[i].punct {
			continue
		}
		x.rel = append(x.rel, Feature{mix(nsRelWord, u[i].stem, 0, 0), scale, u[i].at, false})
		if u[i].topic {
			for d := 1; d <= 3; d++ {
				if i-d >= 0 && u[i-d].sent == u[i].sent {
					x.rel = append(x.rel, Feature{mix(nsRelNear, u[i-d].stem, 1, 0), 0.5, -1, false})
				}
				if i+d < len(u) && u[i+d].sent == u[i].sent {
					x.rel = append(x.rel, Feature{mix(nsRelNear, u[i+d].stem, 2, 0), 0.5, -1, false})
				}
			}
		}
	}
}

var questionMark = WordHash("?")
