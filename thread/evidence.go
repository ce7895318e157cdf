package thread

import "github.com/seed-100d3eb7/rejoinder/internal/enum"

// Evidence says how something about a comment is known and how surely.
// The zero value means that nothing is known.
type Evidence struct {
	Origin Origin
	// Confidence is the calibrated probability of being right: 1 only where
	// Origin is Given, 0 only where it is Absent.
	Confidence float32
	// Cue tells a reader in words what the inference rests on.
	Cue string
}

// against returns e as it stands where a link with the evidence of other is given up:
// of what is not given, with no more confidence than other leaves.
func (e Evidence) against(other Evidence) Evidence {
	if e.Origin != Absent && e.Origin != Given {
		e.Confidence = min(e.Confidence, 1-other.Confidence)
	}
	return e
}

// Origin is the kind of evidence.
type Origin uint8

// The origins.
const (
	Absent      Origin = iota
	Given              // stated by the source
	Nested             // shown by the layout: nesting, indentation, numbering
	Quoted             // the text repeats words of the comment answered
	ReplyHeader        // the text opens with "NAME DATE", "On DATE, NAME wrote:" or the like
	Mentioned          // the text addresses or names the person
	Signed             // the text ends with a signature
	Alternation        // two people take turns
	Adjacent           // nothing but order: the comment before
	Combined           // a model over several weak cues
)

var originNames = [...]string{"absent", "given", "nested", "quote", "reply-header", "mention", "signature", "alternation", "adjacent", "combined"}

var statusNames = [...]string{"visible", "missing", "deleted", "removed", "spam", "pending", "collapsed"}

var kindNames = [...]string{"comment", "post", "pingback", "system"}

var precisionNames = [...]string{"second", "minute", "hour", "day", "month", "year"}

func (o Origin) String() string    { return enum.Name(originNames[:], int(o), "Origin") }
func (s Status) String() string    { return enum.Name(statusNames[:], int(s), "Status") }
func (k Kind) String() string      { return enum.Name(kindNames[:], int(k), "Kind") }
func (p Precision) String() string { return enum.Name(precisionNames[:], int(p), "Precision") }

// MarshalText returns the name that String gives.
func (o Origin) MarshalText() ([]byte, error) { return enum.Marshal(originNames[:], int(o), "Origin") }

// MarshalText returns the name that String gives.
func (s Status) MarshalText() ([]byte, error) { return enum.Marshal(statusNames[:], int(s), "Status") }

// MarshalText returns the name that String gives.
func (k Kind) MarshalText() ([]byte, error) { return enum.Marshal(kindNames[:], int(k), "Kind") }

// MarshalText returns the name that String gives.
func (p Precision) MarshalText() ([]byte, error) {
	return enum.Marshal(precisionNames[:], int(p), "Precision")
}

// UnmarshalText accepts the names that String gives.
func (o *Origin) UnmarshalText(b []byte) error { return enum.Unmarshal(o, originNames[:], b, "Origin") }

// UnmarshalText accepts the names that String gives.
func (s *Status) UnmarshalText(b []byte) error { return enum.Unmarshal(s, statusNames[:], b, "Status") }

// UnmarshalText accepts the names that String gives.
func (k *Kind) UnmarshalText(b []byte) error { return enum.Unmarshal(k, kindNames[:], b, "Kind") }

// UnmarshalText accepts the names that String gives.
func (p *Precision) UnmarshalText(b []byte) error {
	return enum.Unmarshal(p, precisionNames[:], b, "Precision")
}
