package lexicon

import (
	_ "embed"
	"math/bits"
	"strings"

	"github.com/seed-100d3eb7/rejoinder/sentiment/internal/token"
)

var (
	//go:embed things.txt
	thingSource string
	//go:embed folk.txt
	folkSource string
)

// Context is how a hit is meant.
type Context uint8

// The contexts. From Self on the hit is no attack by the writer.
const (
	Bare     Context = iota // nobody named near it
	Direct                  // at the addressee
	Third                   // at a third person
	GroupAim                // at a group
	Self                    // at the writer
	Negated                 // denied
	Quoted                  // in somebody else's words
	Reported                // told of, or named as a word
	Shielded                // inside a harmless phrase
	NumContexts
)

// Harmless reports whether a hit in this context is no attack by the writer.
func (c Context) Harmless() bool { return c >= Self }

// Hit is a listed term in a text.
type Hit struct {
	From, To int32 // tokens, To exclusive
	Grades   Grades
	Context  Context
	// Clause is the token at which what makes the hit harmless begins: the
	// subject, the negation or the verb of speech. It is From where there is
	// none.
	Clause int32
}

// Start is a token and what the lexicon says of it.
type Start struct {
	At   int32
	Word Word
}

// Scan is the result of Find and the memory it uses.
type Scan struct {
	Hits []Hit
	// Starts are the tokens whose role is Begins, ascending.
	Starts []Start
	// Role holds for each token what it does in the sentence.
	Role []Role
	// Code is set where a token is a sign that code is made with: see IsCode.
	Code bool
	// signs is 1 where those signs make no code anywhere, 2 where they may, 0
	// before anybody looked.
	signs uint8
	// You counts words that address somebody, Words all words outside quotes.
	You, Words int
	// Counter is set where the text condemns abuse, Asks where it asks.
	Counter bool
}

// IsCode reports whether k is a sign that code is made with.
func IsCode(k *token.Token) bool {
	return k.Kind == token.Other && (k.Ch == '$' || k.Ch == '{' || k.Ch == '-' || k.Ch == '|')
}

// Role is a set of grammatical properties of a word.
type Role uint32

// The roles.
const (
	You      Role = 1 << iota // you, your, u
	Me                        // i, me, my, we
	They                      // he, she, they, those
	Copula                    // be, filler between a subject and what is said of it
	Negation                  // not, never, no
	Speech                    // called, said, the word
	Condemn                   // wrong, unacceptable, offensive
	Group                     // a group in neutral words
	Named                     // a public person or body
	Stop                      // the end of a sentence or clause
	Contrast                  // but, because: ends the reach of a negation
	YouBe                     // youre: subject and copula in one
	MeBe                      // im
	TheyBe                    // hes, theyre
	Naming                    // word, term, song: what follows is named, not meant
	Anyone                    // anyone, who, nobody: not said by the writer
	Be                        // a form of be, or a verb that stands for it
	Begins                    // a listed term or the first word of one
	Idle                      // a word that means no harm by itself
	Think                     // think, believe, imply: what is denied of them is denied
	One                       // he, she: a single person
	Many                      // they, those, people
	Us                        // we, our
	Camp                      // a side, or how many of one: liberals, the media, most
	Only                      // only, none but: "only a fool would"
	Would                     // would, could, believes: see Only
	Inert                     // a thing, a plant, an illness: see things.txt
	Filler                    // an article, or a harsh or small word before a noun
	Modal                     // should, deserve: what follows is done to the subject
	Hue                       // a colour, or another word for a group that is also said of things
	Wishes                    // hope, wish, may; glad: see Scan.wish
	Folk                      // a person by what they do, or are to others
)

// Senses are the roles that tell apart the senses of listed words and say nothing
// of a word by itself.
const Senses = Inert | Filler | Modal | Hue | Wishes | Folk

// roles are the roles of words.
type roles map[uint64]Role

func roleTable() roles {
	t := roles{}
	add := func(r Role, words ...string) {
		for _, w := range words {
			t[token.Hash(w)] |= r
		}
	}
	add(Be, "am", "is", "are", "was", "were", "be", "been", "being", "sound", "sounds", "look", "looks", "seem", "seems", "like", "act", "must")
	add(You, "you", "your", "u", "ur", "yours", "yourself", "ya", "yer", "yall", "yous", "youse", "thou", "yourselves", "youd", "youve", "youll")
	add(You|YouBe, "youre", "ur", "your")
	add(Me, "i", "me", "my", "myself", "mine", "we", "us", "our", "ourselves", "ive", "id", "ill")
	add(Me|MeBe, "im", "ima", "were")
	add(They, "he", "she", "they", "him", "her", "them", "his", "hers", "their", "theirs", "himself", "herself", "themselves", "it", "those", "these", "this", "that", "who", "everyone", "everybody", "someone", "somebody", "people", "person", "guy", "guys", "dude", "bloke", "man", "woman", "all")
	add(They|TheyBe, "hes", "shes", "theyre", "thats", "its", "whos")
	add(Copula, "am", "is", "are", "was", "were", "be", "been", "being", "a", "an", "the", "such", "so", "too", "very", "really", "quite", "pretty", "rather", "just", "only", "still", "always", "also", "kind", "of", "sort", "bit", "kinda", "totally", "completely", "absolutely", "complete", "total", "absolute", "utter", "utterly", "fucking", "fuckin", "freaking", "bloody", "damn", "goddamn", "effing", "fkn", "big", "little", "old", "stupid", "dumb", "silly", "sad", "lying", "ignorant", "pathetic", "ugly", "fat", "dirty", "useless", "worthless", "racist", "must", "sound", "sounds", "look", "looks", "looking", "seem", "seems", "like", "feel", "felt", "feeling", "act", "acting", "acted", "behave", "behaving", "become", "became", "getting", "got", "get", "obviously", "clearly", "truly", "simply", "probably", "definitely", "literally", "actually", "certainly", "and", "or", "real", "fucken", "one", "another", "some", "kinds", "more", "most", "as", "how", "what", "arrogant", "delusional", "miserable", "disgusting", "filthy", "lazy", "idiotic", "crazy", "insane", "incompetent", "hypocritical", "bunch", "pack", "gang", "bag", "pile", "piece", "both", "self", "whole", "lot", "goddam", "poor", "nasty", "petty", "smug", "evil", "vile", "sick", "twisted", "ill", "mentally", "brain", "dead", "half", "nothing", "but", "from")
	add(Negation, "not", "far", "isnt", "arent", "wasnt", "werent", "aint", "dont", "doesnt", "didnt", "never", "no", "nor", "neither", "without", "cant", "cannot", "couldnt", "wouldnt", "shouldnt", "wont", "hardly", "nobody", "none")
	add(Speech, "call", "calls", "called", "calling", "say", "says", "said", "saying", "tell", "tells", "told", "label", "labelled", "labeled", "labelling", "labeling", "branded", "accused", "accuse", "accusing", "accuses", "wrote", "writes", "tweeted", "shouted", "yelled", "screamed", "insulted", "describe", "described", "describes", "replied", "texted", "threatened")
	add(Naming, "word", "words", "term", "name", "names", "named", "quote", "quoting", "quoted", "slur", "slurs", "dubbed", "titled", "entitled", "song", "film", "movie", "book", "phrase", "definition", "meaning", "insult", "title", "album", "band")
	add(Anyone, "anyone", "anybody", "who", "whoever", "nobody", "someone", "somebody", "some")
	add(Think, "think", "thinks", "thought", "believe", "believes", "mean", "meant", "suggest", "suggesting", "suggested", "imply", "implying", "implied", "claim", "claimed", "claiming", "thinking", "feel")
	add(Condemn, "wrong", "unacceptable", "offensive", "hurtful", "insulting", "inappropriate", "uncalled", "disrespectful", "rude", "ok", "okay", "acceptable", "helpful", "needed", "fair", "harmful", "apologise", "apologize", "apology", "uncivil", "unkind", "banned", "reported", "unfair", "shouldnt", "stop", "discrimination", "abuse", "abusive", "bullying")
	add(Contrast, "but", "because", "cause", "cuz", "since", "although", "though", "just", "only", "however", "then", "if", "when", "unless")
	add(One, "he", "she", "him", "his", "her", "hes", "shes", "himself", "herself")
	add(Many, "they", "them", "their", "theyre", "those", "these", "people", "themselves")
	add(Only, "only", "but", "just")
	add(Would, "would", "could", "can", "will", "believes", "thinks", "thought", "falls", "says", "wouldnt", "couldnt")
	add(Us, "we", "us", "our")
	add(Filler, "the", "a", "an", "this", "that", "these", "those", "my", "your", "his", "her", "our", "their", "its", "every", "each", "all", "any", "some", "more", "of", "old", "little", "new", "whole", "bloody", "damn", "fucking", "freaking", "goddamn", "poor", "big", "small", "ugly", "stupid", "dumb", "silly", "lazy", "and", "so", "very", "just", "really", "off", "out", "up", "down", "zombie")
	add(Modal, "should", "deserve", "deserves", "deserved", "need", "needs", "ought", "must")
	add(Hue, "black", "white", "brown", "straight", "blind")
	add(Wishes, "hope", "hoping", "hopefully", "wish", "wishing", "pray", "praying", "may", "glad")
	add(Camp, "men", "women", "liberals", "conservatives", "republicans", "democrats", "feminists", "christians", "atheists", "muslims", "jews", "media", "left", "right", "everyone", "most", "all", "many", "some")
	nouns(t, thingSource, Inert)
	nouns(t, folkSource, Folk)
	return t
}

// nouns adds a role to the nouns of a list and to their plurals.
func nouns(t roles, list string, r Role) {
	for line := range strings.Lines(list) {
		if line[0] == '#' {
			continue
		}
		for term := range strings.SplitSeq(line, ",") {
			w := strings.TrimSpace(term)
			if w == "" || strings.Contains(w, " ") {
				continue
			}
			t[token.Hash(w)] |= r
			if p := plural(w); p != "" {
				t[token.Hash(p)] |= r
			}
		}
	}
}

// Bit returns 1 where r has the one role x, and 0 elsewhere.
func (r Role) Bit(x Role) int { return int(r >> bits.TrailingZeros32(uint32(x)) & 1) }
