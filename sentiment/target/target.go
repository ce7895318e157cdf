package target

import (
	"github.com/seed-100d3eb7/rejoinder/internal/enum"
	"github.com/seed-100d3eb7/rejoinder/thread"
)

// Target is somebody or something that a thread speaks of.
type Target struct {
	// Name is the fullest form found: "Ian Lavery", not "Lavery".
	Name string
	// Aliases are the other forms that stand for the target in this thread,
	// the most frequent first.
	Aliases []string
	Kind    Kind
	// Participant marks somebody who writes in the thread or is addressed in
	// it as a writer.
	Participant bool
	// Comments is the number of comments with a mention, pronouns aside.
	Comments int
	// Salience orders targets: about the number of comments that speak of the
	// target, more where the article or the title names it. It has no unit.
	Salience float64
	// Mentions are all mentions found, by node, then by Start. They do not
	// overlap.
	Mentions []Mention
}

// Mention is one place where a comment names a target.
type Mention struct {
	Node thread.Node
	// Start and End delimit the mention in the comment's Text, in bytes.
	Start, End int
	// Pronoun marks "he", "them" and the like.
	Pronoun bool
	// Quoted marks a mention in somebody else's words, or in the line that says
	// whose words follow: "On Tue, 7 Jan 2020, Bob Kay wrote:".
	Quoted bool
	// Evidence says how surely the words mean the target. Its origin is
	// thread.Mentioned.
	Evidence thread.Evidence
}

// Kind is what sort of thing a target is.
type Kind uint8

// The kinds.
const (
	Other Kind = iota
	Person
	Organisation
	Place
)

var kindNames = [...]string{"other", "person", "organisation", "place"}

func (k Kind) String() string { return enum.Name(kindNames[:], int(k), "Kind") }

// MarshalText returns the name that String gives.
func (k Kind) MarshalText() ([]byte, error) { return enum.Marshal(kindNames[:], int(k), "Kind") }

// UnmarshalText accepts the names that String gives.
func (k *Kind) UnmarshalText(b []byte) error { return enum.Unmarshal(k, kindNames[:], b, "Kind") }

// Options are the choices of [Find] and [FindNamed]. Nil means the defaults.
type Options struct {
	// Context is text that the thread is about but does not contain, such as
	// the article with its heading on the first line. It lends names and
	// weight; mentions in it are not listed.
	Context string
	// Max is the largest number of targets returned; 0 means 20, below 0 all, of
	// which there are at most 1,000: those that most comments name.
	Max int
	// MinComments is the number of comments that must name a target; 0 means
	// 2, or 1 in a thread of at most five comments.
	MinComments int
	// Participants keeps those who write in the thread among the targets.
	Participants bool
	// Sentences bounds how many sentences prose tags; 0 means 400. Below 0
	// prose is not used at all: the ablation that shows what it adds.
	Sentences int
}

// Find returns whom and what t is about, the most salient first: names found
// in the comments, with their short forms, titles, possessives, other spellings
// and nicknames merged, and the places where each is mentioned. The order is
// total, so equal input gives equal output to the byte.
//
// Time is linear in the text. Names are collected from at most 5,000 comments,
// spread evenly, and from 64 kB of context; prose tags at most
// Options.Sentences of their sentences, two milliseconds each. Mentions are
// then sought in all comments.
func Find(t *thread.Thread, opt *Options) []Target {
	return find(t, nil, opt)
}

// FindNamed returns one target for each name, in the order given, with the
// aliases that the thread uses for it and its mentions. A name may also be a
// topic: "nuclear power". A name that no comment mentions has no mentions; names that
// differ in nothing but capitals and marks have the same.
func FindNamed(t *thread.Thread, names []string, opt *Options) []Target {
	if len(names) == 0 {
		return nil
	}
	return find(t, names, opt)
}
