package hostile

import (
	"github.com/seed-100d3eb7/rejoinder/sentiment/internal/lexicon"
	"github.com/seed-100d3eb7/rejoinder/sentiment/internal/token"
)

// ownIdentity reports whether the text last read names a group as what the
// writer is, or those who are the writer's: "I am a deaf woman", "My parents are
// Irish", "As a gay man I agree".
func (s *Scratch) ownIdentity() bool {
	for i := range s.scan.Hits {
		h := &s.scan.Hits[i]
		if h.Grades.Of(lexicon.Identity) > 0 && s.ofWriter(int(h.From)) {
			return true
		}
	}
	return false
}

// ofWriter reports whether what stands before token i makes it the complement
// of a first person.
func (s *Scratch) ofWriter(i int) bool {
	be, contracted, others, words := false, false, 0, 0
	for i--; i >= 0 && words < 8; i-- {
		r := s.scan.Role[i]
		if r&lexicon.Stop != 0 {
			return contracted
		}
		k := &s.text.Toks[i]
		if k.Kind != token.Word {
			continue
		}
		words++
		contracted = false
		switch {
		case k.Hash == asHash:
			return s.counts.we > 0
		case r&lexicon.Be != 0:
			// "were" is a first person too where a sentence begins with it.
			be, contracted, others = true, r&lexicon.MeBe != 0, 0
		case r&lexicon.MeBe != 0 || r&lexicon.Me != 0 && be:
			return true
		case r&(lexicon.Negation|lexicon.You|lexicon.Me) != 0:
			return false
		case r&(lexicon.Copula|lexicon.Group) == 0:
			// One adjective, or one noun between "my" and "is".
			if others++; others > 1 {
				return false
			}
		}
	}
	return contracted
}

// kindly reports whether the text last read wishes well, and denies nothing.
func (s *Scratch) kindly() bool {
	found := false
	for i := range s.text.Toks {
		if s.scan.Role[i]&lexicon.Negation != 0 {
			return false
		}
		if k := &s.text.Toks[i]; k.Kind == token.Word {
			_, ok := kind[k.Hash]
			found = found || ok
		}
	}
	return found
}

// suffered reports whether the text last read tells of harm that was done, as
// history does.
func (s *Scratch) suffered() bool {
	for i := range s.text.Toks {
		if k := &s.text.Toks[i]; k.Kind == token.Word {
			if _, ok := harm[k.Hash]; ok {
				return true
			}
		}
	}
	return false
}

// harm are words that tell of harm to a group.
var harm = func() map[uint64]struct{} {
	t := map[uint64]struct{}{}
	for _, w := range [...]string{
		"killed", "murdered", "massacred", "deported", "expelled", "persecuted", "starved", "lynched", "enslaved", "gassed", "imprisoned", "fled",
		"drowned", "exterminated", "slaughtered", "executed", "drove", "driven", "holocaust", "genocide", "slavery", "apartheid", "pogrom", "pogroms",
		"museum", "memorial", "survived", "survivors", "century", "famine",
	} {
		t[token.Hash(w)] = struct{}{}
	}
	return t
}()

var asHash = token.Hash("as")

// kind are the words by which a group is wished well.
var kind = func() map[uint64]struct{} {
	t := map[uint64]struct{}{}
	for _, w := range [...]string{
		"respect", "dignity", "equal", "equality", "equally", "rights", "love", "proud", "pride", "support", "supports", "welcome",
		"solidarity", "celebrate", "ally", "allies", "safety", "safe", "respected", "included", "inclusion", "thank", "thanks", "friends",
		"kindness", "belong", "stand", "heard", "honour", "honor", "valued", "protect", "protected",
		"together", "joint", "shared", "peace", "celebrated", "celebrating", "festival", "wedding", "volunteered", "helped", "hosted", "cooked",
		"sang", "prayed", "vigil", "choir", "neighbours", "neighbors",
	} {
		t[token.Hash(w)] = struct{}{}
	}
	return t
}()
