package target

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"io"
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

// Read reads a model that [Model.WriteTo] wrote. A file that is none, is of
// another version or is damaged gives an error that wraps the cause.
func Read(r io.Reader) (*Model, error) {
	f, err := modelfile.Read(r)
	if err != nil {
		return nil, fmt.Errorf("target: %w", err)
	}
	return newModel(f)
}

func newModel(f *modelfile.File) (*Model, error) {
	m := &Model{own: map[string]*towards.Weights{}}
	if err := json.Unmarshal([]byte(f.Card()), &m.card); err != nil {
		return nil, fmt.Errorf("target: card: %w", err)
	}
	m.card.SHA256 = f.SHA256()
	var err error
	if m.general, err = towards.FromFile(f, ""); err != nil {
		return nil, fmt.Errorf("target: %w", err)
	}
	if m.valence, err = towards.ValenceFromFile(f); err != nil {
		return nil, fmt.Errorf("target: %w", err)
	}
	if m.vec, err = towards.VectorsFromFile(f); err != nil {
		return nil, fmt.Errorf("target: %w", err)
	}
	for _, n := range f.Names() {
		name, ok := strings.CutPrefix(n, ownPrefix)
		name, last := strings.CutSuffix(name, "/units")
		if !ok || !last {
			continue
		}
		w, err := towards.FromFile(f, ownPrefix+name+"/")
		if err != nil {
			return nil, fmt.Errorf("target: %w", err)
		}
		m.own[name] = w
	}
	m.initPool()
	return m, nil
}

const ownPrefix = "own/"

func (m *Model) initPool() {
	m.pool = &sync.Pool{New: func() any { return &scorer{x: m.extractor()} }}
}

func (m *Model) extractor() *towards.Extractor {
	x := towards.NewExtractor(m.valence, 0)
	x.Vec = m.vec
	return x
}

// WriteTo writes the model, those parts that [Train] added included. Equal
// models give equal bytes.
func (m *Model) WriteTo(w io.Writer) (int64, error) {
	c := m.card
	c.SHA256 = ""
	card, err := json.Marshal(c)
	if err != nil {
		return 0, err
	}
	sections := slices.Concat(m.general.Sections(""), towards.ValenceSections(m.valence), m.vec.Sections())
	names := make([]string, 0, len(m.own))
	for n := range m.own {
		names = append(names, n)
	}
	slices.Sort(names)
	for _, n := range names {
		sections = append(sections, m.own[n].Sections(ownPrefix+n+"/")...)
	}
	n, err := w.Write(modelfile.Encode(card, sections))
	return int64(n), err
}

// Card identifies the model.
func (m *Model) Card() sentiment.Card {
	c := m.card
	c.Languages = slices.Clone(c.Languages)
	return c
}

// weights returns those trained for the target where there are any.
func (m *Model) weights(target string) *towards.Weights {
	if w := m.own[ownKey(target)]; w != nil {
		return w
	}
	return m.general
}

func ownKey(target string) string {
	return strings.Join(strings.Fields(towards.Fold(target)), " ")
}
