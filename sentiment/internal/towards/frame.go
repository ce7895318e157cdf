package towards

import (
	"slices"
	"strings"
	"sync"
)

// Type is the grammatical sort of a target.
type Type uint8

// The types: somebody or something named, a topic in plain words, and a claim
// or motion in a clause.
const (
	Named Type = iota
	Topic
	Claim
	NumTypes = iota
)

// Frame is a target taken apart: what it is about, and whether approval of
// that is approval of the target.
type Frame struct {
	Type Type
	// Sign is -1 where the target is against what it is about: "We should ban
	// zoos" is about zoos.
	Sign float32
	// Topic holds the stems of what the target is about, in order.
	Topic []string
	// Action holds the stems of what the target wants done, by polarity.
	Action map[string]int8
	// name is the folded target; terms are the words of its friends and enemies.
	name  string
	terms map[uint32]int8
	// termSign turns terms: -1 for what opposes the side that they are of.
	termSign int8
	// effect is whether a claim or a topic speaks of something good, 1, or
	// bad, -1; 0 for neither.
	effect float32
	// Forms are whole names that stand for the target.
	Forms [][]string
}

type frameWords struct {
	stop, modal map[string]bool
	action      map[string]int8 // by stem
	negator     map[string]bool
	shifter     map[string]bool // by stem
	negatorHash map[uint32]bool
	effect      *effectLists
	claim       claimLists
}

var frameLists = sync.OnceValue(func() *frameWords {
	f := &frameWords{stop: map[string]bool{}, modal: map[string]bool{}, action: map[string]int8{}, negator: map[string]bool{}, shifter: map[string]bool{}, negatorHash: map[uint32]bool{}}
	for w := range strings.FieldsSeq(frameStop) {
		f.stop[w] = true
	}
	for w := range strings.FieldsSeq(frameModal) {
		f.modal[w] = true
	}
	for w := range strings.FieldsSeq(actionFor) {
		f.action[Stem(w)] = 1
	}
	for w := range strings.FieldsSeq(actionAgainst) {
		f.action[Stem(w)] = -1
	}
	for w := range strings.FieldsSeq(negators) {
		f.negator[w] = true
		f.negatorHash[WordHash(w)] = true
	}
	for w := range strings.FieldsSeq(shifters) {
		f.shifter[Stem(w)] = true
	}
	f.effect = effects()
	for _, x := range [...]struct {
		set   *map[string]bool
		words string
	}{
		{&f.claim.modal, claimModal}, {&f.claim.copula, claimCopula}, {&f.claim.agents, claimAgent}, {&f.claim.boundary, claimBoundary},
		{&f.claim.filler, claimFiller}, {&f.claim.turning, claimTurning}, {&f.claim.plus, claimPlus}, {&f.claim.minus, claimMinus},
	} {
		*x.set = map[string]bool{}
		for w := range strings.FieldsSeq(x.words) {
			(*x.set)[w] = true
		}
	}
	return f
})

const (
	// Words that turn the value of what they act on.
	shifters = `reduce reduces reduction lower lowers less fewer decrease diminish lessen minimize minimise prevent avoid stop end eliminate remove cure fight combat tackle deter curb limit restrict deny deprive rob lose loss hinder hamper undermine destroy ruin weaken erode protect against alleviate mitigate relieve discourage free rid solve overcome violate infringe jeopardize sacrifice threaten block`

	negators = `not no never none nobody nothing neither nor cannot can't won't don't doesn't didn't isn't aren't wasn't weren't shouldn't wouldn't couldn't hasn't haven't hadn't ain't mustn't needn't without hardly barely scarcely lack lacks lacking cant dont doesnt didnt isnt arent wasnt wont shouldnt wouldnt couldnt nowhere fail fails failed`

	frameStop = `a an the of in on at to for from by with as and or but than then that this these those it its their his her our your my we us they them he she i you be is are was were been being am has have had having do does did doing will would shall should can could may might must ought not no all any some more most less least very too much many such so into over under about against between within during out up down off who whom which what when where why how there here also only just even still one other others people person everyone someone man men woman women way thing things good idea bad wrong right time need needs needed better worse best than used use using make makes made making get gets world country countries state states nation nations`

	frameModal = `should must ought shouldn't mustn't is are was were has have need needs will would can cannot could may be bring brings cause causes does do did poses undermines promotes threatens harms helps outweigh outweighs deserves`

	actionFor = `adopt legalize legalise legal subsidize subsidise introduce allow permit support promote encourage expand increase raise keep maintain protect preserve fund build create establish recognise recognize grant provide adopt implement impose enforce require make compulsory mandatory obligatory enact accept embrace defend save strengthen invest finance extend improve guarantee give provide mandate welcome approve join enable restore reinstate develop explore necessary essential beneficial benefit effective justified legitimate moral safe useful help helps advantage advantageous good crucial important valuable worth deserve right correct fine vital reliable desirable succeed better best`

	actionAgainst = `ban banned banning abolish abolition abandon end stop limit restrict restriction prohibit oppose cancel close shut scrap remove fight criminalise criminalize reduce cut lower replace reject repeal eliminate outlaw withdraw leave boycott expel prevent avoid ignore illegal criminal offence offense harm harmful dangerous danger threat detrimental undermine undermines myth scam ineffective wrong immoral unethical fail failed failure destroy bad evil abuse unjust unnecessary useless worse worst damage damaging damages unjustified discontinue dismantle disband halt cease censor decrease deny deport discourage defund refuse quit kill curb tackle combat end forbid forbidden drop shutdown phase unfair unacceptable problem problematic counterproductive obsolete outdated pointless unfit unsafe overrated waste tantamount throw ditch stopped ended`
)

// Bounds on what a frame keeps, so that no target makes a text slow to judge.
const (
	maxTopic = 24
	maxForm  = 12
	maxForms = 64
)

// NewFrame takes a target apart. forms are other names that stand for it.
func NewFrame(target string, forms ...string) *Frame {
	l := frameLists()
	toks := Tokenise(nil, target)
	f := &Frame{Sign: 1, Action: map[string]int8{}, name: strings.Join(formWords(target), " ")}
	verbs, capitals, words := 0, 0, 0
	var topic, rest []string
	for i := range toks {
		t := &toks[i]
		if !t.Word() {
			continue
		}
		words++
		if t.Is(Capital) {
			capitals++
		}
		if l.modal[t.Low] {
			verbs++
		}
		s := Stem(t.Low)
		if a := l.action[s]; a != 0 {
			f.Action[s] = a
			if !l.stop[t.Low] {
				rest = append(rest, s)
			}
			continue
		}
		if !l.stop[t.Low] {
			topic = append(topic, s)
		}
	}
	first := ""
	for i := range toks {
		if toks[i].Word() {
			first = toks[i].Low
			break
		}
	}
	switch {
	case words >= 3 && (verbs > 0 || first == "we" || l.action[Stem(first)] != 0):
		f.Type = Claim
	case capitals > 0 && capitals*2 >= words:
		f.Type = Named
	default:
		f.Type = Topic
	}
	f.Topic = topic[:min(len(topic), maxTopic)]
	if f.Type != Claim || len(topic) == 0 {
		for _, s := range rest {
			if len(f.Topic) < maxTopic && !slices.Contains(f.Topic, s) {
				f.Topic = append(f.Topic, s)
			}
		}
	}
	if f.Type == Claim {
		f.Sign = l.claimSign(toks)
		f.effect = claimEffect(toks)
	} else {
		f.Action = map[string]int8{}
		f.effect = claimEffect(toks)
		if f.Type == Topic {
			for i := range toks {
				if l.claim.turning[toks[i].Low] {
					f.Sign = -1 // "banning cars"
				}
			}
		}
	}
	for _, n := range append([]string{target}, forms...) {
		if f.Type == Claim && n == target {
			continue
		}
		if w := formWords(n); len(w) > 0 && len(w) <= maxForm && len(f.Forms) < maxForms && !slices.ContainsFunc(f.Forms, func(o []string) bool { return slices.Equal(o, w) }) {
			f.Forms = append(f.Forms, w)
		}
	}
	if f.Type == Named && len(f.Forms) > 0 && len(f.Forms[0]) > 1 {
		f.Forms = append(f.Forms, f.Forms[0][len(f.Forms[0])-1:], []string{strings.Join(f.Forms[0], "")})
		if len(f.Forms[0][0]) > 3 {
			f.Forms = append(f.Forms, f.Forms[0][:1])
		}
	}
	if f.Type != Claim {
		f.terms, f.termSign = side(Fold(target))
		for i := 0; i < len(forms) && f.terms == nil; i++ {
			f.terms, f.termSign = side(Fold(forms[i]))
		}
	}
	slices.SortStableFunc(f.Forms, func(a, b []string) int { return len(b) - len(a) })
	return f
}

func formWords(name string) []string {
	var w []string
	for _, t := range Tokenise(nil, name) {
		if t.Word() && t.Low != "the" {
			w = append(w, t.Low)
		}
	}
	return w
}

// Stem strips common endings; it need only give related words one form.
func Stem(w string) string {
	if len(w) < 4 {
		return w
	}
	w = strings.TrimSuffix(w, "'s")
	for _, r := range [...][2]string{{"ies", "y"}, {"sses", "ss"}, {"ous", "ous"}, {"us", "us"}, {"ss", "ss"}, {"s", ""}} {
		if len(w)-len(r[0]) >= 2 && strings.HasSuffix(w, r[0]) {
			w = w[:len(w)-len(r[0])] + r[1]
			break
		}
	}
	for _, s := range [...]string{"ization", "isation", "ations", "ation", "ating", "ated", "ate", "izing", "ising", "ized", "ised", "ize", "ise", "ments", "ment", "ness", "ingly", "edly", "ing", "ed", "ition", "ion", "ally", "ly", "ors", "or", "ers", "er", "al", "ity", "ist", "ism"} {
		if len(w)-len(s) >= 3 && strings.HasSuffix(w, s) {
			w = w[:len(w)-len(s)]
			break
		}
	}
	if n := len(w); n > 3 && w[n-1] == w[n-2] && w[n-1] != 's' && w[n-1] != 'l' {
		w = w[:n-1]
	}
	if n := len(w); n > 3 && (w[n-1] == 'e' || w[n-1] == 'y' || w[n-1] == 'i') {
		w = w[:n-1]
	}
	return w
}
