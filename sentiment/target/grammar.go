package target

import (
	"strings"
	"sync"

	"github.com/jdkato/prose/v2"

	"github.com/seed-100d3eb7/rejoinder/sentiment/internal/towards"
)

// tag is what prose says of one word: its part of speech in the tags of the
// Penn Treebank and the kind of name that it takes the word for.
type tag struct {
	pos  string
	kind Kind // Other where prose sees no name of a known kind
	name bool // part of a named entity
}

// grammar tags sentences with prose. prose decodes its model, a third of a
// second and 100 MB, in every document that is not given one; all documents
// here share one, which prose only reads.
type grammar struct {
	model *prose.Model
	words []string
}

var proseModel struct {
	once  sync.Once
	model *prose.Model
}

func newGrammar() *grammar {
	proseModel.once.Do(func() {
		if doc, err := prose.NewDocument("Load.", prose.WithSegmentation(false)); err == nil {
			proseModel.model = doc.Model
		}
	})
	return &grammar{model: proseModel.model}
}

// maxTagged bounds the words of one sentence that are tagged: prose's cost
// grows with the sentence, and what is longer is no sentence.
const maxTagged = 80

// sentence appends one tag for each token of sent, which is one sentence of
// text. Each sentence is a document of its own: prose gives words that are
// written alike within a document one shared tag. lead is a word to
// put before the sentence, so that its head stands within; "" for none.
func (g *grammar) sentence(dst []tag, text string, sent []towards.Token, lead string) (tags []tag) {
	base := len(dst)
	for range sent {
		dst = append(dst, tag{})
	}
	if g.model == nil || len(sent) == 0 {
		return dst
	}
	// prose panics on some malformed words; a sentence without tags is no
	// worse than one without prose.
	defer func() {
		if recover() != nil {
			clear(dst[base:])
			tags = dst
		}
	}()
	g.words = g.words[:0]
	from := base
	if lead != "" {
		g.words = append(g.words, lead)
		from--
	}
	for i := range sent {
		if i == maxTagged {
			break
		}
		w := text[sent[i].Start:sent[i].End]
		if sent[i].Is(towards.Poss) {
			w += "'s"
		}
		g.words = append(g.words, plainQuotes(w))
	}
	doc, err := prose.NewDocument(strings.Join(g.words, " "), prose.UsingModel(g.model), prose.WithSegmentation(false))
	if err != nil {
		return dst
	}
	// prose splits words further, "don't" into "do" and "n't"; the first
	// part's tag stands for the word.
	k, rest := 0, ""
	for _, t := range doc.Tokens() {
		if k == len(g.words) {
			break
		}
		if rest == "" {
			rest = g.words[k]
			if from+k >= base {
				dst[from+k] = newTag(t)
			}
		}
		after, ok := strings.CutPrefix(rest, t.Text)
		if !ok { // out of step: keep what is sure
			clear(dst[max(base, from+k):])
			break
		}
		if rest = after; rest == "" {
			k++
		}
	}
	return dst
}

func plainQuotes(w string) string {
	w = strings.ReplaceAll(w, "’", "'")
	w = strings.ReplaceAll(w, "‘", "'")
	w = strings.ReplaceAll(w, "“", `"`)
	return strings.ReplaceAll(w, "”", `"`)
}

func newTag(t prose.Token) tag {
	g := tag{pos: t.Tag, name: t.Label != "" && t.Label != "O"}
	switch {
	case strings.HasSuffix(t.Label, "PERSON"):
		g.kind = Person
	case strings.HasSuffix(t.Label, "GPE"), strings.HasSuffix(t.Label, "LOCATION"):
		g.kind = Place
	case strings.HasSuffix(t.Label, "ORGANIZATION"):
		g.kind = Organisation
	}
	return g
}

func (t tag) proper() bool { return t.pos == "NNP" || t.pos == "NNPS" }
