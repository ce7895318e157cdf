package towards

import "math"

// Feature is one hashed feature and its value.
type Feature struct {
	Key uint32
	Val float32
	// At is the token that the feature stands for, -1 for the text as a whole.
	At int32
	// Signed features turn with the sign of the target.
	Signed bool
}

// Input is one text to judge towards one target.
type Input struct {
	Frame  *Frame
	Tokens []Token
	// Mentions are ranges of tokens that mean the target; nil lets Extract
	// look for the frame's forms and topic words.
	Mentions [][2]int
	Parent   []Token
	// ParentMentions is as Mentions, of Parent.
	ParentMentions [][2]int
}

// Extractor turns inputs into features. It keeps buffers; it is not safe for
// concurrent use.
type Extractor struct {
	// Valence is the polarity of words by WordHash, in tenths.
	Valence map[uint32]int8
	// Vec are word vectors; nil leaves their features out.
	Vec      *Vectors
	lists    *frameWords
	effectOf *effectLists
	units    []unit
	found    [][2]int
	out      []Feature
	rel      []Feature
	sums     []float64 // of word vectors
	cuesAt   []int32   // that may match at a mention
	off      Groups
	at       int32 // token of the features being added
}

// Groups is a set of groups of features.
type Groups uint32

// The groups, for ablation.
const (
	GroupWords    Groups = 1 << iota // words and pairs of the text
	GroupWindow                      // words round mentions
	GroupRelative                    // words with the target's own words masked
	GroupValence                     // sentiment sums
	GroupMention                     // whether and where the target is named
	GroupParent                      // the comment answered
	GroupCamps                       // allied and opposed terms
	GroupOwn                         // words crossed with the target itself
	GroupLetters                     // runs of letters
	GroupVectors                     // word vectors
	GroupCues                        // what is said of the target in so many words
	GroupTopic                       // what the topic's own words are worth
	GroupEffects                     // what the text says is gained and lost
)

// unit is a token as the features see it.
type unit struct {
	word, stem uint32 // hashes
	rel        uint32 // as word, but the target's own words are masked
	neg        bool
	flip       bool // after a word of less: "reduces crime"
	focus      float32
	topic      bool
	sent       int32
	at         int32 // index of the token
	val        int8
	punct      bool
	quote      bool
	effect     effect
}

// Masks for the target's own words.
const (
	maskTopic uint32 = 0x70000001 + iota
	maskSame
	maskOpposed
)

// NewExtractor returns an extractor that leaves out the groups in off.
func NewExtractor(valence map[uint32]int8, off Groups) *Extractor {
	return &Extractor{Valence: valence, lists: frameLists(), effectOf: effects(), off: off}
}

// WordHash is the hash of a folded word (FNV-1a).
func WordHash(w string) uint32 {
	h := uint32(2166136261)
	for i := range len(w) {
		h = (h ^ uint32(w[i])) * 16777619
	}
	return h
}

func mix(ns, a, b, c uint32) uint32 {
	h := uint64(ns)*0x9E3779B97F4A7C15 ^ uint64(a)
	h = (h ^ h>>29) * 0xBF58476D1CE4E5B9
	h ^= uint64(b) * 0x94D049BB133111EB
	h = (h ^ h>>32) * 0x9E3779B97F4A7C15
	h ^= uint64(c) * 0xD6E8FEB86659FD93
	h = (h ^ h>>29) * 0xBF58476D1CE4E5B9
	return uint32(h >> 32)
}

// Namespaces.
const (
	nsWord = iota + 1
	nsPair
	nsRel
	nsRelPair
	nsRelTriple
	nsLeft
	nsRight
	nsNear
	nsValence
	nsMention
	nsParent
	nsHead
	nsTail
	nsCamp
	nsBias
	nsAction
	nsOwn
	nsLetters
	nsSkip
	nsVector
	nsCue
	nsTopic
	nsEffect
)

func (x *Extractor) add(typ Type, signed bool, ns, a, b, c uint32, v float32) {
	x.out = append(x.out, Feature{mix(ns, a, b, c), v, x.at, signed})
	x.out = append(x.out, Feature{mix(ns+64*(uint32(typ)+1), a, b, c), v, x.at, signed})
}

// Extract returns the features of in: those that say which way a stance goes and
// those that say whether there is one. They are valid until the next call.
func (x *Extractor) Extract(in *Input) (polarity, relevance []Feature) {
	x.out, x.rel, x.at = x.out[:0], x.rel[:0], -1
	f := in.Frame
	mentions := in.Mentions
	if mentions == nil {
		mentions = f.Find(in.Tokens)
	}
	x.found = mentions
	x.unitise(in.Tokens, mentions, f)
	typ := f.Type
	u := x.units
	x.add(typ, true, nsBias, 0, 0, 0, 1)
	x.add(typ, false, nsBias, 1, 0, 0, 1)
	n := float32(len(u))
	if n == 0 {
		return x.out, x.rel
	}
	// Long texts have more words, not more evidence.
	scale := float32(1 / math.Sqrt(float64(max(n, 8))/8))
	if x.off&GroupCues == 0 {
		x.cues(typ)
	}
	x.focus(typ)
	full := scale
	if x.off&GroupWords == 0 {
		for i := range u {
			if u[i].punct && i > 0 {
				continue
			}
			scale := full * u[i].focus
			x.at = u[i].at
			neg := b2u(u[i].neg)
			x.add(typ, true, nsWord, u[i].stem, neg, 0, scale)
			if u[i].flip {
				x.add(typ, true, nsWord, u[i].stem, neg, 1, scale)
			}
			if i+1 < len(u) && u[i+1].sent == u[i].sent {
				x.add(typ, true, nsPair, u[i].word, u[i+1].word, 0, scale)
			}
		}
		for i := 0; i < len(u) && i < 3; i++ {
			x.at = u[i].at
			x.add(typ, false, nsHead, u[i].word, 0, 0, 0.7)
		}
	}
	if x.off&GroupRelative == 0 {
		for i := range u {
			x.at = u[i].at
			if !u[i].punct {
				x.add(typ, false, nsRel, u[i].rel, b2u(u[i].neg), 0, scale)
			}
			if i+1 < len(u) && u[i+1].sent == u[i].sent {
				x.add(typ, false, nsRelPair, u[i].rel, u[i+1].rel, 0, scale)
				if i+2 < len(u) && u[i+2].sent == u[i].sent && (masked(u[i].rel) || masked(u[i+1].rel) || masked(u[i+2].rel)) {
					x.add(typ, false, nsRelTriple, u[i].rel, u[i+1].rel, u[i+2].rel, scale)
				}
			}
		}
	}
	if x.off&GroupWindow == 0 {
		x.windows(typ)
	}
	x.at = -1
	if x.off&GroupValence == 0 {
		x.valences(typ)
	}
	if x.off&GroupEffects == 0 && typ == Claim {
		x.effects(typ, f)
	}
	if x.off&GroupTopic == 0 && typ == Topic {
		x.topic(f)
	}
	if x.off&GroupMention == 0 {
		x.mentions(typ, mentions, f, len(in.Tokens))
	}
	if x.off&GroupParent == 0 && len(in.Parent) > 0 {
		x.parent(in)
	}
	if x.off&GroupLetters == 0 && typ != Claim {
		x.letters(in, typ, scale)
	}
	if x.off&GroupCamps == 0 {
		x.camps(typ, f)
	}
	if x.off&GroupOwn == 0 && typ != Claim {
		x.own(f, scale)
	}
	x.relevance(in, mentions)
	if x.off&GroupVectors == 0 {
		x.at = -1
		x.vectors(in)
	}
	return x.out, x.rel
}

func masked(h uint32) bool { return h >= maskTopic && h <= maskOpposed }

func b2u(b bool) uint32 {
	if b {
		return 1
	}
	return 0
}

// unitise fills in x.units.
func (x *Extractor) unitise(toks []Token, mentions [][2]int, f *Frame) {
	x.units = x.units[:0]
	m := 0
	scope, less := 0, 0
	for i := range toks {
		t := &toks[i]
		for m < len(mentions) && mentions[m][1] <= i {
			m++
		}
		inside := m < len(mentions) && mentions[m][0] <= i
		if inside && mentions[m][0] < i {
			continue // one unit for one mention
		}
		if !t.Word() {
			scope, less = 0, 0
			x.units = append(x.units, unit{word: WordHash(t.Low), stem: WordHash(t.Low), rel: WordHash(t.Low), sent: t.Sent, at: int32(i), punct: true, quote: quoteMark(t.Low)})
			continue
		}
		s := Stem(t.Low)
		v := unit{word: WordHash(t.Low), stem: WordHash(s), sent: t.Sent, at: int32(i)}
		v.rel = v.word
		if inside {
			v.topic = true
			v.rel, v.word, v.stem = maskTopic, maskTopic, maskTopic
		} else {
			v.val = x.Valence[v.word]
			if f.Type == Claim {
				v.effect = x.effectOf.of(v.word, v.stem)
				if a := f.Action[s]; a != 0 {
					v.rel = maskSame
				} else if a := x.lists.action[s]; a != 0 && float32(a) == -f.Sign && !x.lists.stop[t.Low] {
					v.rel = maskOpposed
				}
			}
		}
		if t.Is(Quoted) {
			v.word ^= 0x51
			v.val = 0
		}
		v.neg = scope > 0
		if scope > 0 {
			scope--
		}
		v.flip = less > 0
		if less > 0 {
			less--
		}
		if x.lists.shifter[s] {
			less = 4
		}
		switch {
		case x.lists.negator[t.Low]:
			scope = 4
		case t.Low == "but" || t.Low == "because" || t.Low == "although":
			scope, less = 0, 0
		}
		x.units = append(x.units, v)
	}
}

// windows adds the words within four of a mention, by side.
func (x *Extractor) windows(typ Type) {
	u := x.units
	for i := range u {
		if !u[i].topic {
			continue
		}
		for d := 1; d <= 4 && i-d >= 0 && u[i-d].sent == u[i].sent; d++ {
			near := uint32(0)
			if d == 1 {
				near = 1
			}
			x.at = u[i-d].at
			x.add(typ, true, nsLeft, u[i-d].stem, near, b2u(u[i-d].neg), 0.6)
		}
		for d := 1; d <= 6 && i+d < len(u) && u[i+d].sent == u[i].sent; d++ {
			near := uint32(0)
			if d == 1 {
				near = 1
			}
			x.at = u[i+d].at
			x.add(typ, true, nsRight, u[i+d].stem, near, b2u(u[i+d].neg), 0.6)
		}
	}
}

// valences adds sums of polarity: over the text, over the sentences that name
// the target and over the words about it.
func (x *Extractor) valences(typ Type) {
	u := x.units
	var pos, neg, posM, negM, posW, negW, first, last float64
	lastSent := u[len(u)-1].sent
	hit := map[int32]bool{}
	for i := range u {
		if u[i].topic {
			hit[u[i].sent] = true
		}
	}
	near := 0
	for i := range u {
		if u[i].topic {
			near = i + 5
		}
		v := float64(u[i].val) / 10
		if v == 0 {
			continue
		}
		if u[i].neg != u[i].flip {
			v *= -0.7
		}
		if v > 0 {
			pos += v
		} else {
			neg -= v
		}
		if hit[u[i].sent] {
			if v > 0 {
				posM += v
			} else {
				negM -= v
			}
		}
		w := i < near && near > 0
		for d := 1; d <= 4 && !w && i+d < len(u); d++ {
			w = u[i+d].topic
		}
		if w {
			if v > 0 {
				posW += v
			} else {
				negW -= v
			}
		}
		if u[i].sent == u[0].sent {
			first += v
		}
		if u[i].sent == lastSent {
			last += v
		}
	}
	put := func(k uint32, v float64) {
		if v != 0 {
			x.add(typ, true, nsValence, k, 0, 0, float32(math.Tanh(v/4)*2))
		}
	}
	put(1, pos)
	put(2, neg)
	put(3, posM)
	put(4, negM)
	put(5, posW)
	put(6, negW)
	put(7, first)
	put(8, last)
	put(9, pos-neg)
	put(10, posM-negM)
	put(11, posW-negW)
	if pos+neg > 0 {
		put(12, 4*(pos-neg)/(pos+neg+1))
	}
	bin := func(k uint32, v float64) {
		x.add(typ, true, nsValence, 32+k, uint32(int32(max(-4, min(4, math.Round(v)))))+16, 0, 1)
	}
	bin(1, (pos-neg)/1.5)
	bin(2, (posM-negM)/1.5)
}

func (x *Extractor) mentions(typ Type, mentions [][2]int, f *Frame, n int) {
	k := uint32(min(len(mentions), 4))
	x.add(typ, false, nsMention, 1, k, 0, 1)
	if k > 0 {
		x.add(typ, false, nsMention, 2, uint32(4*mentions[0][0]/max(n, 1)), 0, 1)
	} else {
		x.add(typ, true, nsMention, 5, 0, 0, 1)
	}
	x.add(typ, false, nsMention, 3, uint32(math.Log2(float64(n+1))), 0, 1)
	x.add(typ, false, nsMention, 4, k, uint32(math.Log2(float64(n+1))), 1)
	// How much of the topic's wording turns up.
	if len(f.Topic) > 0 {
		hits := 0
		for _, w := range f.Topic {
			h := WordHash(w)
			for i := range x.units {
				if x.units[i].stem == h || x.units[i].topic {
					hits++
					break
				}
			}
		}
		x.add(typ, false, nsMention, 6, uint32(4*hits/len(f.Topic)), 0, 1)
	}
	for i := range x.units {
		if x.units[i].rel == maskSame {
			x.add(typ, false, nsAction, 1, b2u(x.units[i].neg), 0, 1)
		}
		if x.units[i].rel == maskOpposed {
			x.add(typ, false, nsAction, 2, b2u(x.units[i].neg), 0, 1)
		}
	}
}

// Find returns the ranges of toks that name the target: its forms, or else for
// topics and claims the words of the topic.
func (f *Frame) Find(toks []Token) [][2]int {
	out := make([][2]int, 0, 4)
	for i := 0; i < len(toks); {
		if !toks[i].Word() {
			i++
			continue
		}
		end := 0
		for _, form := range f.Forms {
			if k := matchForm(toks, i, form); k > 0 {
				end = k
				break
			}
		}
		if end == 0 && f.Type != Named {
			s := Stem(toks[i].Low)
			for _, w := range f.Topic {
				if s == w {
					end = i + 1
					break
				}
			}
			for end > 0 && end < len(toks) && toks[end].Word() && f.hasTopic(Stem(toks[end].Low)) {
				end++
			}
		}
		if end == 0 {
			i++
			continue
		}
		out = append(out, [2]int{i, end})
		i = end
	}
	return out
}

func (f *Frame) hasTopic(s string) bool {
	for _, w := range f.Topic {
		if s == w {
			return true
		}
	}
	return false
}

func matchForm(toks []Token, i int, form []string) int {
	for _, w := range form {
		if i >= len(toks) || toks[i].Low != w && !(len(w) > 4 && toks[i].Low == w+"s") {
			return 0
		}
		i++
	}
	return i
}

// outOfFocus is what words count in sentences that do not name the target,
// where others do.
const outOfFocus float32 = 0.2

// focus sets how much each unit counts.
func (x *Extractor) focus(typ Type) {
	u := x.units
	hit := map[int32]bool{}
	for i := range u {
		if u[i].topic {
			hit[u[i].sent] = true
		}
	}
	for i := range u {
		u[i].focus = 1
		if typ == Named && len(hit) > 0 && !hit[u[i].sent] {
			u[i].focus = outOfFocus
		}
	}
}
