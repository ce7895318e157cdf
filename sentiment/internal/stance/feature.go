package stance

import (
	"math"
	"sync"
)

// Context is what the thread says of a reply.
type Context struct {
	// Top is set where there is no parent.
	Top bool
	// Depth is the level of the reply, 1 for an answer to a top-level comment.
	Depth int
	// Root is set where the stance asked for is that towards what the opening
	// post claims, not that towards the comment answered.
	Root bool
}

// Group is a group of features that can be left out to see what it adds.
type Group uint8

// The groups.
const (
	GroupCues     Group = iota // lexicon cues at the head of the reply and in it
	GroupForm                  // length, marks, capitals, emoji, links
	GroupQuestion              // questions, real and rhetorical
	GroupPerson                // second person with negation, insult
	GroupPolarity              // positive and negative words, and against the parent's
	GroupOverlap               // words and runs shared with the parent, negated on one side
	GroupSides                 // opposed and allied terms
	GroupParent                // cues of the parent and crosses with the reply's
	GroupPlace                 // depth, author repetition
	GroupWords                 // hashed words and pairs of the reply
	GroupHead                  // hashed first and last words
	GroupVectors               // word vectors of both texts
	NumGroups     = iota
)

var groupNames = [...]string{"cues", "form", "questions", "second person", "polarity", "overlap", "sides", "parent crosses", "place", "words", "head words", "word vectors"}

func (g Group) String() string { return groupNames[g] }

// The features that are no cue of the lexicon.
const (
	fBias = iota
	fLen1
	fLen3
	fLen6
	fLen12
	fLen25
	fLen50
	fLen100
	fLenLog
	fSentences
	fExclaim
	fEndsExclaim
	fEllipsis
	fQuotes
	fCapitals
	fLink
	fEmoji
	fParen
	fDigits
	fLowerStart
	fMention
	fHash
	fStartsQuote
	fQuotedLines
	fSarcasmMark
	fPlusOne
	fCaret
	fStar
	fEndsQ
	fFirstQ
	fAnyQ
	fShareQ
	fOnlyQ
	fManyQ
	fAuxStart
	fWhStart
	fNegQ
	fYouQ
	fShortQ
	fYouNot
	fYouHead
	fYouCount
	fYouInsult
	fICount
	fTheyCount
	fNegHead
	fNegCount
	fButAfterHead
	fPolSum
	fPolNeg
	fPolPos
	fPolHead
	fPolProduct
	fPolParentNeg
	fPolParentPos
	fPolSameNeg
	fPolSamePos
	fPolOppPos
	fPolOppNeg
	fShared
	fJaccard
	fCoverReply
	fCoverParent
	fNoShared
	fNegMismatch
	fNegMatch
	fPolMismatch
	fPolMatch
	fRunShort
	fRunLong
	fRunAll
	fRunStart
	fSideSame
	fSideOpp
	fSideAny
	fParentQ
	fParentAnyQ
	fParentLen
	fParentShort
	fParentLink
	fParentTitle
	fParentExclaim
	fLenRatio
	fParentAsksYes
	fParentAsksNo
	fParentAsksShort
	fParentNotMine
	fParentYouYes
	fParentYouNo
	fParentThanks
	fBothAsk
	fTop
	fNoParent
	fDepth1
	fDepth2
	fDepth3
	numPlain
)

// space numbers the dense features: the plain ones, then for each cue group
// its place in the reply, then in the parent.
type space struct {
	lex   *Lexicon
	cueOf []int32 // by lexicon group: number of the cue, -1 where it is none
	cues  []string
	size  int
}

// The places of a cue in the reply.
const (
	atFirst = iota // opens the reply
	atHead         // within the first eight words
	atBody
	atLast // in the last sentence of several
	inParent
	numPlaces
)

// HeadWords is how many words make the head of a reply.
const HeadWords = 8

var featureSpace = sync.OnceValue(func() *space {
	lex := Default()
	s := &space{lex: lex, cueOf: make([]int32, len(lex.names))}
	for g, name := range lex.names {
		s.cueOf[g] = -1
		if lex.sides[g].topic == 0 && name != "stop" {
			s.cueOf[g] = int32(len(s.cues))
			s.cues = append(s.cues, name)
		}
	}
	s.size = numPlain + numPlaces*len(s.cues)
	return s
})

func (s *space) cue(c int32, place int) uint32 {
	return uint32(numPlain + int(c)*numPlaces + place)
}

// DenseSize returns how many features are not hashed; they come first.
func DenseSize() int { return featureSpace().size }

// HashBits is the size of the table of hashed features, as a power of two.
const HashBits = 17

// NumFeatures is how many linear weights a class has: of the dense features,
// the hashed ones, and the dense ones again, for stance towards the opening
// post at the first level and below it.
func NumFeatures() int { return DenseSize()*(1+rootTables) + 1<<HashBits }

// rootTables is how many further weights a dense feature has for stance
// towards the opening post: at any level, and below the first.
const rootTables = 2

// Vector is a sparse feature vector. Entries of one index add up.
type Vector struct {
	Index []uint32
	Value []float32
	Group []Group
	dense uint32
}

func (v *Vector) reset() {
	v.Index, v.Value, v.Group = v.Index[:0], v.Value[:0], v.Group[:0]
}

func (v *Vector) add(i uint32, x float32, g Group) {
	v.Index, v.Value, v.Group = append(v.Index, i), append(v.Value, x), append(v.Group, g)
}

func (v *Vector) flag(i uint32, on bool, g Group) {
	if on {
		v.add(i, 1, g)
	}
}

func (v *Vector) hashed(h uint32, x float32, g Group) {
	h ^= h >> 16
	h *= 0x45d9f3b
	h ^= h >> 15
	v.add(v.dense+h&(1<<HashBits-1), x, g)
}

func logp(n int) float32 { return float32(math.Log1p(float64(n))) }

func sqrt(x float32) float32 { return float32(math.Sqrt(float64(x))) }
