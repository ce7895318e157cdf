package target

import (
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"sync"

	"github.com/seed-100d3eb7/rejoinder/internal/modelfile"
	"github.com/seed-100d3eb7/rejoinder/sentiment"
	"github.com/seed-100d3eb7/rejoinder/sentiment/internal/towards"
)

// Model judges stance towards named targets. It is immutable, safe for
// concurrent use, and gives equal scores for equal input.
type Model struct {
	card    sentiment.Card
	general *towards.Weights
	valence map[uint32]int8
	vec     *towards.Vectors
	// own holds weights trained for one target, by folded name.
	own  map[string]*towards.Weights
	pool *sync.Pool
}

//go:embed en-target-1.2.0.model
var englishFile string

var english struct {
	once  sync.Once
	model *Model
}

// English returns the model for English that ships with this version of the
// package. It is decoded on first use and shared from then on.
func English() *Model {
	english.once.Do(func() {
		f, err := modelfile.Decode(englishFile)
		if err == nil {
			english.model, err = newModel(f)
		}
		if err != nil {
			panic("target: the embedded model is damaged: " + err.Error())
		}
	})
	return english.model
}

// Read reads a model that [Model.WriteTo] wrote, of at most 64 MiB. The error
// wraps [sentiment.ErrFormat], [sentiment.ErrVersion], [sentiment.ErrChecksum] or
// the error of r.
func Read(r io.Reader) (*Model, error) {
	f, err := modelfile.Read(r)
	if err != nil {
		return nil, fmt.Errorf("target: %w", err)
	}
	return newModel(f)
}

func newModel(f *modelfile.File) (*Model, error) {
	m := &Model{}
	if err := m.decode(f); err != nil {
		return nil, fmt.Errorf("target: %w: %w", sentiment.ErrFormat, err)
	}
	m.card.SHA256 = f.SHA256()
	m.initPool()
	return m, nil
}

// fileCard is the card in a file: Own are the folded names of the targets with
// weights of their own, in the order of their sections.
type fileCard struct {
	sentiment.Card
	Own []string `json:"own,omitempty"`
}

func (m *Model) decode(f *modelfile.File) (err error) {
	var c fileCard
	if err := json.Unmarshal([]byte(f.Card()), &c); err != nil {
		return fmt.Errorf("card: %w", err)
	}
	m.card = c.Card
	if m.general, err = towards.FromFile(f, ""); err != nil {
		return err
	}
	if m.valence, err = towards.ValenceFromFile(f); err != nil {
		return err
	}
	if m.vec, err = towards.VectorsFromFile(f); err != nil {
		return err
	}
	m.own, err = ownOf(f, c.Own)
	return err
}

func ownOf(f *modelfile.File, names []string) (map[string]*towards.Weights, error) {
	sections := 0
	for _, n := range f.Names() {
		if strings.HasPrefix(n, "own/") && strings.HasSuffix(n, "/units") {
			sections++
		}
	}
	if sections != len(names) {
		return nil, fmt.Errorf("weights of %d targets, names of %d", sections, len(names))
	}
	own := make(map[string]*towards.Weights, len(names))
	for i, name := range names {
		w, err := towards.FromFile(f, ownPrefix(i))
		if err != nil {
			return nil, err
		}
		own[name] = w
	}
	return own, nil
}

// ownPrefix leads the names of the sections of the i-th target of the card.
func ownPrefix(i int) string { return fmt.Sprintf("own/%d/", i) }

func (m *Model) initPool() {
	m.pool = &sync.Pool{New: func() any { return &scorer{x: m.extractor()} }}
}

func (m *Model) extractor() *towards.Extractor {
	x := towards.NewExtractor(m.valence, 0)
	x.Vec = m.vec
	return x
}

// WriteTo writes the model, those parts that [Train] added included. Equal
// models give equal bytes, and [Read] gives back a model whose scores are those
// of m to the bit. The error is [ErrSize] or that of w.
func (m *Model) WriteTo(w io.Writer) (int64, error) {
	b, err := m.encode()
	if err != nil {
		return 0, err
	}
	n, err := w.Write(b)
	return int64(n), err
}

func (m *Model) encode() ([]byte, error) {
	c := fileCard{Card: m.card, Own: slices.Sorted(maps.Keys(m.own))}
	c.SHA256 = ""
	card, err := json.Marshal(c)
	if err != nil {
		return nil, err
	}
	sections := slices.Concat(m.general.Sections(""), towards.ValenceSections(m.valence), m.vec.Sections())
	size := len(card)
	for i, n := range c.Own {
		sections = append(sections, m.own[n].Sections(ownPrefix(i))...)
	}
	for _, s := range sections {
		size += len(s.Name) + len(s.Data) + fileRoom
	}
	if size > modelfile.MaxSize-fileRoom {
		return nil, fmt.Errorf("%w: %d targets", ErrSize, len(c.Own))
	}
	return modelfile.Encode(card, sections), nil
}

// fileRoom is more than what a file needs besides its card and sections, and a
// section besides its name and data.
const fileRoom = 128

// ErrSize reports a model with weights for more targets than one file holds: at
// a megabyte or one and a half each, about forty to sixty.
var ErrSize = errors.New("target: more trained targets than fit into 64 MiB")

// Card identifies the model.
func (m *Model) Card() sentiment.Card {
	c := m.card
	c.Languages = slices.Clone(c.Languages)
	return c
}

// weights returns those trained for the target where there are any: by its name
// or else by the first alias that has some.
func (m *Model) weights(target string, aliases ...string) *towards.Weights {
	if len(m.own) == 0 {
		return m.general
	}
	if w := m.own[ownKey(target)]; w != nil {
		return w
	}
	for _, a := range aliases {
		if w := m.own[ownKey(a)]; w != nil {
			return w
		}
	}
	return m.general
}

func ownKey(target string) string {
	return strings.Join(strings.Fields(towards.Fold(target)), " ")
}
