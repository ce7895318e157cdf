package thread

import (
	"fmt"
	"strings"

	"github.com/seed-100d3eb7/rejoinder/internal/enum"
)

// Fault is something wrong with the input that was repaired.
type Fault struct {
	Kind FaultKind
	// Comment is the ID of the comment concerned.
	Comment string
	// Detail says in words what was wrong and what was done.
	Detail string
}

// FaultKind is a kind of fault.
type FaultKind uint8

// The kinds of fault.
const (
	// MissingParent: the comment answers one that is not in the input. The
	// orphan policy decides what becomes of it.
	MissingParent FaultKind = iota
	// MissingComment: the reader saw that a comment is missing here.
	MissingComment
	// DuplicateID: an earlier comment has this ID. An exact copy is dropped;
	// any other is kept under a new ID.
	DuplicateID
	// SelfParent: the comment names itself as its parent; it is put at top
	// level.
	SelfParent
	// Cycle: following parents from the comment leads back to it. Its link is
	// cut and it is put at top level; the others of the cycle keep theirs.
	Cycle
	// Early: the comment is older than the one it answers. Nothing is changed.
	Early
	// NoID: the comment has no ID. It is given one.
	NoID
	// LevelJump: the comment stands more than one level below the one before
	// it. It is put under the nearest comment of a lower level.
	LevelJump
)

var faultNames = [...]string{"missing-parent", "missing-comment", "duplicate", "self-parent", "cycle", "early", "no-id", "level-jump"}

func (k FaultKind) String() string { return enum.Name(faultNames[:], int(k), "FaultKind") }

// MarshalText returns the name that String gives.
func (k FaultKind) MarshalText() ([]byte, error) {
	return enum.Marshal(faultNames[:], int(k), "FaultKind")
}

// UnmarshalText accepts the names that String gives.
func (k *FaultKind) UnmarshalText(b []byte) error {
	return enum.Unmarshal(k, faultNames[:], b, "FaultKind")
}

// Faults lists what was wrong with the input and how it was repaired, in input
// order. It must not be modified.
func (t *Thread) Faults() []Fault { return t.faults }

// FaultError is the faults of a thread as an error.
type FaultError []Fault

func (e FaultError) Error() string {
	var b strings.Builder
	fmt.Fprintf(&b, "thread: %d faults", len(e))
	if len(e) == 1 {
		b.Reset()
		b.WriteString("thread: 1 fault")
	}
	for i, f := range e {
		if i == 3 {
			b.WriteString("; …")
			break
		}
		sep := "; "
		if i == 0 {
			sep = ": "
		}
		fmt.Fprintf(&b, "%s%s %q: %s", sep, f.Kind, f.Comment, f.Detail)
	}
	return b.String()
}

// Err returns the faults as a [FaultError], or nil where there are none. It is
// for callers who would rather refuse a repaired thread than work with it.
func (t *Thread) Err() error {
	if len(t.faults) == 0 {
		return nil
	}
	return FaultError(t.faults)
}
