package stats

import (
	"strconv"
	"strings"

	"gonum.org/v1/gonum/graph/encoding"

	"github.com/seed-100d3eb7/rejoinder/thread"
)

var (
	_ encoding.Attributer = Person{}
	_ encoding.Attributer = tie{}
)

// Attributes gives the name as the label with which gonum's graph/encoding/dot
// draws p. The node's ID there is the row, since two people may share a name.
// Characters that could steer a terminal become "?".
func (p Person) Attributes() []encoding.Attribute {
	// Quoted here, since that package passes what looks like HTML as it stands.
	// In a label a backslash escapes, quoted or not.
	name := strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\uFFFD", "?").Replace(thread.Printable(p.name))
	return []encoding.Attribute{{Key: "label", Value: `"` + name + `"`}}
}

// Attributes gives the weight to gonum's graph/encoding/dot.
func (e tie) Attributes() []encoding.Attribute {
	return []encoding.Attribute{{Key: "weight", Value: strconv.FormatFloat(e.w, 'g', -1, 64)}}
}
