// Package link ranks the comments that a comment may answer.
//
// A [Doc] holds what the text of a thread gives away: repeated words, names,
// reply headers and style. [Doc.Decode] walks a run of comments whose parents
// are hidden and chooses the likeliest for each.
package link

import "math"

// Item is a comment as the ranker sees it.
type Item struct {
	Text   string
	Author string // "" unknown
	// AuthorID tells people of the same name apart, "" unknown.
	AuthorID string
	// ReplyTo names the person answered where the source says so.
	ReplyTo string
	Time    int64 // seconds since 1970, 0 unknown
	Parent  int32 // the displayed parent, -1 at top level
}

// Doc is a prepared thread. It is not safe for concurrent use.
type Doc struct {
	Items []Item

	vocab *vocabulary
	tok   []token
	tokAt []int32 // first token of each item, and the end

	words   []int32 // distinct words of each item that are worth comparing
	wordsAt []int32
	norm    []float32

	match   []match
	matchAt []int32

	people   *people
	author   []int32 // person by item, -1 unknown
	signed   []bool  // author comes from a signature
	lent     []bool  // author comes from elsewhere in the text
	mention  []Mention
	mentAt   []int32
	headers  []Header // by item; Person < 0: none
	self     []int8   // how each item names its own author
	shape    []shape
	pred     []int32     // best parent so far
	known    []knownWord // by word
	place    []wordPlace // by place in words
	stamp    []wordStamp // by word
	sharing  []sharing   // by item
	low      int32       // first item of the window
	stamps   int32       // calls of stampWords
	total    float32     // weight of the stamped comment's words
	hit      float32     // of those any comment of the window has
	slots    []int32     // of the pairs of the comment looked at, by item; 0 none
	greeting []bool      // by word
	wrote    []bool
	inRun    []bool // true parent hidden
	childRun []bool // parent of a run
	global   global
	walker   *walk // used again from run to run
}

// Prepare reads the texts. Time is linear in their length.
func Prepare(items []Item) *Doc {
	n := len(items)
	d := &Doc{Items: items, vocab: newVocabulary()}
	total := 0
	for i := range items {
		total += min(len(items[i].Text), 8*maxTokens)
	}
	d.tok = make([]token, 0, total/5+16)
	d.tokAt = make([]int32, n+1)
	d.shape = make([]shape, n)
	d.wordsAt = make([]int32, n+1)
	d.vocab.distinct = make([]int32, 0, total/8+16)
	for i := range items {
		d.tokAt[i], d.wordsAt[i] = int32(len(d.tok)), int32(len(d.vocab.distinct))
		d.vocab.item = int32(i) + 1
		d.tok, d.shape[i].marks = tokenise(d.tok, items[i].Text, d.vocab)
	}
	d.tokAt[n], d.wordsAt[n] = int32(len(d.tok)), int32(len(d.vocab.distinct))
	d.weighItems()
	d.pred = make([]int32, n)
	d.slots = make([]int32, n)
	for i := range items {
		d.pred[i] = items[i].Parent
	}
	d.findMatches()
	d.findPeople()
	d.findShapes()
	return d
}

func (d *Doc) tokens(i int32) []token { return d.tok[d.tokAt[i]:d.tokAt[i+1]] }

// weighItems finds how rare the distinct words of each comment are, and leaves out
// those that many have.
func (d *Doc) weighItems() {
	n := len(d.Items)
	v := d.vocab
	d.words, v.distinct = v.distinct, nil
	d.weighWords()
	d.norm = make([]float32, n)
	k := int32(0)
	for i := range d.Items {
		from, to := d.wordsAt[i], d.wordsAt[i+1]
		d.wordsAt[i] = k
		var sum float32
		for _, w := range d.words[from:to] {
			if x := d.known[w].weight; x > 0 {
				sum += x * x
				d.words[k] = w
				k++
			}
		}
		d.norm[i] = float32(math.Sqrt(float64(sum))) + 1e-6
	}
	d.wordsAt[n] = k
	d.words = d.words[:k]
	d.indexWords()
}
