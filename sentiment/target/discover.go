package target

import (
	"strings"

	"github.com/seed-100d3eb7/rejoinder/sentiment/internal/towards"
	"github.com/seed-100d3eb7/rejoinder/thread"
)

const (
	maxSampled = 5000     // comments that names are collected from
	maxContext = 64 << 10 // bytes of context read
	maxRun     = 6        // words of one name
)

// candidate is a capitalised sequence and how it is used.
type candidate struct {
	key   string         // folded words parted by blanks
	words []string       // the same, apart
	forms map[string]int // the spellings found
	docs  int            // comments that use it
	mid   int            // uses that do not open a sentence
	all   int
	last  int32 // the last document that used it, to count docs

	context, title int // uses in the context and in its first line

	titled, placed, the, spoke, vocative, acronym, tagged int
	gender                                                [2]int // m, f
	proper, judged                                        int    // of the sentences prose judged
	kinds                                                 [4]int // votes of prose
}

// discovery collects candidates over a thread.
type discovery struct {
	lists *lists
	cands map[string]*candidate
	lower map[string]int // uses of a word in lower case
	wrote people
	nicks []nickname
	toks  []towards.Token
	doc   int32

	sentences []sentenceAt // sentences worth tagging
	texts     []string
}

type sentenceAt struct {
	text   int // index in texts
	lo, hi int // range of tokens in the text
	runs   int // names in it that need a judgement
}

// nickname is a form that the text says stands for another: "call him Storma".
type nickname struct{ name, of string }

func newDiscovery() *discovery {
	return &discovery{lists: wordLists(), cands: map[string]*candidate{}, lower: map[string]int{}}
}

// thread collects from a sample of t's comments and from the context.
func (d *discovery) thread(t *thread.Thread, context string) {
	d.wrote = peopleOf(t)
	if len(context) > maxContext {
		context = strings.ToValidUTF8(context[:maxContext], "")
	}
	if context != "" {
		d.text(context, true)
	}
	stride := max(1, (t.Len()+maxSampled-1)/maxSampled)
	for i := 0; i < t.Len(); i += stride {
		c := t.Comment(thread.Node(i))
		if t.Missing(thread.Node(i)) || c.Text == "" {
			continue
		}
		text := c.Text
		if len(text) > maxContext {
			text = strings.ToValidUTF8(text[:maxContext], "")
		}
		if c.Details != nil && c.Details.Title != "" {
			text = c.Details.Title + "\n\n" + text
		}
		d.text(text, c.Kind == thread.Post)
	}
}

// text collects from one text; context is true where it is what the thread
// comments on.
func (d *discovery) text(text string, context bool) {
	d.doc++
	d.toks = tokenise(d.toks[:0], text)
	toks := d.toks
	at := len(d.texts)
	d.texts = append(d.texts, text)
	firstLine := strings.IndexByte(text, '\n')
	if firstLine < 0 {
		firstLine = len(text)
	}
	lastNames := [2]string{} // the person named last, for "call him X"
	for i := 0; i < len(toks); {
		j := i
		for j < len(toks) && toks[j].Sent == toks[i].Sent {
			j++
		}
		sent := toks[i:j]
		shouting := shouted(sent)
		runs := 0
		for k := 0; k < len(sent); {
			t := &sent[k]
			if !t.Word() || !t.Is(towards.Capital) || t.Is(towards.Quoted) || shouting {
				if t.Word() && !t.Is(towards.Capital) {
					d.lower[t.Low]++
				}
				k++
				continue
			}
			end := d.nameEnd(sent, k)
			if n := d.run(text, sent, k, end, context, t.Start < firstLine && context, &lastNames); n {
				runs++
			}
			k = end
		}
		d.nicknames(text, sent, lastNames[1])
		if runs > 0 {
			d.sentences = append(d.sentences, sentenceAt{at, i, j, runs})
		}
		i = j
	}
}

// shouted reports whether capitals say nothing in the sentence: all or most
// words have them.
func shouted(sent []towards.Token) bool {
	words, caps, shout := 0, 0, 0
	for i := range sent {
		t := &sent[i]
		if !t.Word() || t.Is(towards.Number) || t.Is(towards.Tag) {
			continue
		}
		words++
		if t.Is(towards.Capital) && t.End-t.Start > 1 {
			caps++
		}
		if t.Is(towards.Shout) {
			shout++
		}
	}
	return words >= 4 && shout*10 >= words*6 || words >= 8 && caps*10 >= words*9
}

// nameEnd is runEnd, but for those who write in the thread and are called by
// their names.
func (d *discovery) nameEnd(sent []towards.Token, k int) int {
	end := d.wrote.addressee(sent, k)
	if end > k && end < len(sent) {
		sent[end].Flags |= towards.First // its capital says as little as at a head
	}
	if end > k+1 {
		return end
	}
	return d.runEnd(sent, k)
}

// runEnd returns where the capitalised sequence that starts at k ends. Small
// words join only when a capital follows: "Ministry of Defence".
func (d *discovery) runEnd(sent []towards.Token, k int) int {
	end := k + 1
	if sent[k].Is(towards.Tag) {
		for end < len(sent) && sent[end].Is(towards.Glued) {
			end++
		}
		return end
	}
	if sent[k].Is(towards.Poss) {
		return end
	}
	for end < len(sent) && end-k < maxRun {
		t := &sent[end]
		switch {
		case t.Word() && t.Is(towards.Capital) && !t.Is(towards.Tag) && !t.Is(towards.First):
			if d.lists.never[t.Low] && d.lists.title[t.Low] == 0 {
				return end
			}
			end++
		case t.Low == "." && sent[end-1].End-sent[end-1].Start <= 4 && end+1 < len(sent) && sent[end+1].Is(towards.Capital) && sent[end+1].Sent == t.Sent &&
			(sent[end-1].End-sent[end-1].Start == 1 || d.lists.title[sent[end-1].Low] != 0):
			end++ // "George W. Bush", "Mr. Brown"
		case (t.Low == "of" || t.Low == "for" || t.Low == "de" || t.Low == "la" || t.Low == "van" || t.Low == "von" || t.Low == "der" || t.Low == "bin" || t.Low == "al") &&
			end+1 < len(sent) && sent[end+1].Word() && sent[end+1].Is(towards.Capital) && !sent[end+1].Is(towards.Tag) && !d.lists.never[sent[end+1].Low]:
			end += 2
		case t.Word() && !t.Is(towards.Capital) && d.lists.org[t.Low] && !ofSomebody(t.Low) && !sent[end-1].Is(towards.Poss):
			return end + 1 // "Labour party"
		default:
			return end
		}
		if sent[end-1].Is(towards.Poss) {
			return end
		}
	}
	return end
}

// ofSomebody reports words of organisations that in lower case follow the name
// of whoever has one: "the Alderton office" speaks of Alderton.
func ofSomebody(low string) bool {
	switch low {
	case "office", "team", "campaign", "group", "post", "mail", "news", "times", "service":
		return true
	}
	return false
}

// run records the sequence sent[k:end] and reports whether prose should judge
// it.
func (d *discovery) run(text string, sent []towards.Token, k, end int, context, title bool, last *[2]string) bool {
	titled := byte(0)
	opens := sent[k].Is(towards.First)
	// Leading words that only the sentence's head or a title capitalises.
	for k < end {
		t := &sent[k]
		if g := d.lists.title[t.Low]; g != 0 && (end-k > 1) {
			titled = g
			k++
			for k < end && !sent[k].Word() {
				k++
			}
			opens = false
			continue
		}
		if t.Is(towards.First) && d.lists.common[t.Low] && d.lists.given[t.Low] == 0 || d.lists.never[t.Low] || t.Low == "the" {
			if !t.Is(towards.First) && end-k > 1 && !d.lists.common[t.Low] {
				break
			}
			k++
			opens = opens && k == end
			continue
		}
		break
	}
	for end > k && (!sent[end-1].Word() || d.lists.never[sent[end-1].Low]) {
		end--
	}
	if k >= end {
		return false
	}
	if end-k == 1 && (d.single(&sent[k]) || weekday(sent, k)) {
		return false
	}
	c := d.candidate(text, sent[k:end])
	if c == nil {
		return false
	}
	c.all++
	if !opens || sent[k].Is(towards.Tag) {
		c.mid++
	}
	if c.last != d.doc {
		c.last = d.doc
		if context {
			c.context++
		} else {
			c.docs++
		}
	}
	if title {
		c.title++
	}
	if sent[k].Is(towards.Tag) {
		c.tagged++
	}
	if titled != 0 {
		c.titled++
		c.vote(titled)
	}
	d.surroundings(c, sent, k, end)
	if g := d.lists.given[c.words[0]]; g != 0 {
		c.vote(g)
	}
	last[0], last[1] = last[1], c.key
	return c.mid == 0 || c.judged < 8
}

func (c *candidate) vote(g byte) {
	switch g {
	case 'm':
		c.gender[0]++
	case 'f':
		c.gender[1]++
	}
}

// weekday reports whether sent[k] is "Sat" or "Sun" before a date.
func weekday(sent []towards.Token, k int) bool {
	if low := sent[k].Low; low != "sat" && low != "sun" {
		return false
	}
	if k++; k < len(sent) && (sent[k].Low == "," || sent[k].Low == ".") {
		k++
	}
	if k == len(sent) {
		return false
	}
	switch low := sent[k].Low; low {
	case "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec":
		return true
	default:
		return '0' <= low[0] && low[0] <= '9'
	}
}

// single reports whether a lone capitalised word is no candidate.
func (d *discovery) single(t *towards.Token) bool {
	if len(t.Low) < 2 || t.Is(towards.Number) || d.lists.never[t.Low] || d.lists.common[t.Low] {
		return true
	}
	// "RIGHT" is stress, not a name; "NATO" may be one.
	return t.Is(towards.Shout) && len(t.Low) > 6
}

func (d *discovery) candidate(text string, run []towards.Token) *candidate {
	words := make([]string, 0, len(run))
	for i := range run {
		if run[i].Word() {
			words = append(words, run[i].Low)
		}
	}
	if len(words) == 0 {
		return nil
	}
	key := strings.Join(words, " ")
	c := d.cands[key]
	if c == nil {
		c = &candidate{key: key, words: words, forms: map[string]int{}}
		d.cands[key] = c
	}
	form := text[run[0].Start:run[len(run)-1].End]
	if run[0].Is(towards.Tag) {
		parts := make([]string, len(run))
		for i := range run {
			parts[i] = text[run[i].Start:run[i].End]
		}
		form = strings.Join(parts, " ")
	}
	c.forms[strings.Join(strings.Fields(form), " ")]++
	if len(run) == 1 && run[0].Is(towards.Shout) {
		c.acronym++
	}
	return c
}

// surroundings notes what the words about the run say of its kind.
func (d *discovery) surroundings(c *candidate, sent []towards.Token, k, end int) {
	if k > 0 {
		switch p := &sent[k-1]; p.Low {
		case "in", "from", "across", "near", "outside", "visit", "visiting", "invade", "invaded":
			c.placed++
		case "the", "a", "an", "our", "their", "this":
			c.the++
		}
	}
	if end < len(sent) {
		switch sent[end].Low {
		case "said", "says", "told", "thinks", "thought", "believes", "knows", "wants", "lied", "lies", "admitted", "claimed", "argues", "himself", "herself", "who", "who's":
			c.spoke++
		}
	}
	if vocative(sent, k, end) {
		c.vocative++
	}
}

// vocative reports whether the run addresses somebody: it opens the comment's
// first sentence before "you" or a mark, follows a greeting, or closes a
// sentence after a comma.
func vocative(sent []towards.Token, k, end int) bool {
	next := ""
	if end < len(sent) {
		next = sent[end].Low
	}
	before := func(i int) string {
		if k-i < 0 {
			return ""
		}
		return sent[k-i].Low
	}
	switch {
	case k == 0 && sent[0].Start == 0:
		switch next {
		case ",", "-", "–", "—", ":", "…", "...", "you", "you're", "you've", "are", "can", "do", "your", "surely", "please", "!", ".", "@":
			return next != "." || end == len(sent)-1
		}
		return end < len(sent) && sent[end].Is(towards.Number) && len(sent[end].Low) <= 4
	case sent[k].Is(towards.Tag) && k == 0:
		return true
	}
	switch before(1) {
	case "hi", "hello", "hey", "thanks", "cheers", "sorry", "dear", "morning":
		return true
	case "done", "you":
		return before(2) == "well" || before(2) == "thank"
	case "to":
		return before(2) == "according"
	case ",":
		return next == "" || next == "." || next == "?" || next == "!"
	}
	return next == "?" && before(1) == "it"
}

// nicknames notes forms that the sentence introduces for a name: "X (Y)", "X
// aka Y", "call him Y".
func (d *discovery) nicknames(text string, sent []towards.Token, last string) {
	for i := 1; i < len(sent); i++ {
		low := sent[i].Low
		switch {
		case low == "aka" || low == "a.k.a" || low == "alias":
			if of, name := d.keyBefore(sent, i), d.keyAfter(text, sent, i+1); of != "" && name != "" {
				d.nicks = append(d.nicks, nickname{name, of})
			}
		case (low == "him" || low == "her" || low == "them") && callWord(sent[i-1].Low) && last != "":
			if name := d.keyAfter(text, sent, i+1); name != "" && name != last {
				d.nicks = append(d.nicks, nickname{name, last})
			}
		case low == "(" && sent[i-1].Is(towards.Capital) && i+2 < len(sent) && sent[i+2].Low == ")" && sent[i+1].Is(towards.Shout):
			if of, name := d.keyBefore(sent, i), d.keyAfter(text, sent, i+1); of != "" && name != "" {
				d.nicks = append(d.nicks, nickname{name, of})
			}
		}
	}
}

func callWord(s string) bool {
	switch s {
	case "call", "calls", "called", "calling", "name", "named", "dub", "dubbed", "nickname", "nicknamed":
		return true
	}
	return false
}

// keyBefore returns the key of the capitalised run that ends before i.
func (d *discovery) keyBefore(sent []towards.Token, i int) string {
	k := i
	for k > 0 && sent[k-1].Word() && sent[k-1].Is(towards.Capital) && i-k < maxRun {
		k--
	}
	var words []string
	for ; k < i; k++ {
		if len(words) > 0 || d.lists.title[sent[k].Low] == 0 && !d.lists.common[sent[k].Low] {
			words = append(words, sent[k].Low)
		}
	}
	return strings.Join(words, " ")
}

// keyAfter returns the key of the capitalised run at i, quotation marks passed
// over, and makes it a candidate.
func (d *discovery) keyAfter(text string, sent []towards.Token, i int) string {
	for i < len(sent) && !sent[i].Word() {
		if sent[i].Low != "“" && sent[i].Low != "\"" && sent[i].Low != "'" && sent[i].Low != "‘" {
			return ""
		}
		i++
	}
	if i >= len(sent) || !sent[i].Is(towards.Capital) {
		return ""
	}
	end := d.runEnd(sent, i)
	c := d.candidate(text, sent[i:end])
	if c == nil {
		return ""
	}
	return c.key
}

// tagSentences lets prose judge the sentences with names, those with the most
// undecided names first, at most limit of them.
func (d *discovery) tagSentences(limit int) {
	if limit <= 0 || len(d.sentences) == 0 {
		return
	}
	picked := pickSentences(d.sentences, max(1, limit/2)) // each is tagged twice
	g := newGrammar()
	var tags, inner []tag
	at := -1
	for _, s := range picked {
		if s.text != at {
			d.toks = tokenise(d.toks[:0], d.texts[s.text])
			at = s.text
		}
		sent := d.toks[s.lo:s.hi]
		tags = g.sentence(tags[:0], d.texts[s.text], sent, "")
		inner = g.sentence(inner[:0], d.texts[s.text], sent, leadWord)
		for k := 0; k < len(sent); {
			t := &sent[k]
			if !t.Word() || !t.Is(towards.Capital) || t.Is(towards.Quoted) {
				k++
				continue
			}
			end := d.nameEnd(sent, k)
			d.judge(sent, tags, inner, k, end)
			k = end
		}
	}
}

// leadWord stands before a sentence when it is tagged a second time.
const leadWord = "Yesterday"

// namedTwice reports whether prose takes the head of a sentence for a name both
// there and after another word. Its capital alone makes prose call most heads
// proper nouns.
func namedTwice(head, within tag) bool {
	return head.proper() && head.name && within.proper() && within.name
}

// judge adds prose's votes on each candidate that a run's words make up.
func (d *discovery) judge(sent []towards.Token, tags, inner []tag, k, end int) {
	for lo := k; lo < end; lo++ {
		var words []string
		for i := lo; i < end; i++ {
			if sent[i].Word() {
				words = append(words, sent[i].Low)
			}
		}
		c := d.cands[strings.Join(words, " ")]
		if c == nil {
			continue
		}
		proper := 0
		for i := lo; i < end; i++ {
			if tags[i].proper() {
				proper++
			}
			if tags[i].name {
				c.kinds[tags[i].kind]++
			}
		}
		if tags[lo].pos != "" {
			c.judged++
			if sent[lo].Is(towards.First) && namedTwice(tags[lo], inner[lo]) || !sent[lo].Is(towards.First) && (tags[lo].proper() || proper*2 > end-lo) {
				c.proper++
			}
		}
		return
	}
}

// pickSentences returns at most limit sentences, spread evenly, in order.
func pickSentences(all []sentenceAt, limit int) []sentenceAt {
	if len(all) <= limit {
		return all
	}
	picked := make([]sentenceAt, 0, limit)
	for i := range limit {
		picked = append(picked, all[i*len(all)/limit])
	}
	return picked
}
