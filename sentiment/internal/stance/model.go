package stance

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"

	"github.com/seed-100d3eb7/rejoinder/internal/modelfile"
	"gonum.org/v1/gonum/blas/blas32"
)

// Pools is how many sums of word vectors the network sees: the head of the
// reply, the reply, the parent, and the product of the last two.
const Pools = 4

// Model is a softmax regression over all features beside one hidden layer over
// word vectors and the dense features, trained as one. It is immutable and
// safe to share.
type Model struct {
	card   Card
	sha256 string
	dim    int
	hidden int

	wide  [][4]float32 // weights of the dense features
	hash  string       // int8 weights of the hashed ones
	scale float32      // of hash
	slot  []int32      // number of a row's vector, -1 where it has none
	emb   []float32
	w1    []float32 // hidden × Pools·dim
	d1    []float32 // dense × hidden
	b1    []float32
	w2    []float32 // hidden × 4
	temp  float32   // what logits are multiplied by
}

// Card is the description inside a model file.
type Card struct {
	Name      string   `json:"name"`
	Version   string   `json:"version"`
	Languages []string `json:"languages"`
	Licence   string   `json:"licence"`
	Sources   []string `json:"sources"`
	// Prior is what the probabilities are calibrated for, and what is said of
	// a reply that gives no ground to judge by.
	Prior Probs `json:"prior"`
}

// Card returns the description of the model.
func (m *Model) Card() Card { return m.card }

// SHA256 returns the hexadecimal digest of the model file.
func (m *Model) SHA256() string { return m.sha256 }

// Fingerprint identifies the features that this package computes: a model
// trained on others must not be used.
func Fingerprint() uint32 {
	return mix(hashString(lexiconText), uint32(DenseSize())<<8|HashBits)
}

// Params are the numbers of a model, as the trainer leaves them.
type Params struct {
	Dim, Hidden    int
	Wide           [][4]float32 // NumFeatures
	Slots          []uint32     // rows that have a vector, ascending
	Emb            []float32    // by slot
	W1, D1, B1, W2 []float32
	Temp           float32
}

// Encode returns the model file of p. Hashed weights and word vectors are
// stored in eight bits.
func Encode(card Card, p *Params) ([]byte, error) {
	c, err := json.Marshal(card)
	if err != nil {
		return nil, err
	}
	dense := DenseSize()
	var flat []float32
	for _, w := range p.Wide[:dense] {
		flat = append(flat, w[:]...)
	}
	top := float32(0)
	for _, w := range p.Wide[dense:] {
		for _, x := range w {
			top = max(top, abs(x))
		}
	}
	scale := top / 127
	hash := make([]int8, 0, 4<<HashBits)
	for _, w := range p.Wide[dense:] {
		for _, x := range w {
			hash = append(hash, round8(x, scale))
		}
	}
	var emb []int8
	var scales []float32
	for i := 0; i < len(p.Emb); i += p.Dim {
		v := p.Emb[i:][:p.Dim]
		top := float32(1e-9)
		for _, x := range v {
			top = max(top, abs(x))
		}
		scales = append(scales, top/127)
		for _, x := range v {
			emb = append(emb, round8(x, top/127))
		}
	}
	f32 := func(v []float32) []byte { return modelfile.AppendFloat32s(nil, v) }
	return modelfile.Encode(c, []modelfile.Section{
		{Name: "shape", Data: modelfile.AppendUint32s(nil, []uint32{Fingerprint(), uint32(dense), HashBits, RowBits, uint32(p.Dim), uint32(p.Hidden)})},
		{Name: "scales", Data: f32([]float32{scale, p.Temp})},
		{Name: "wide", Data: f32(flat)},
		{Name: "hash", Data: modelfile.AppendInt8s(nil, hash)},
		{Name: "slots", Data: modelfile.AppendAscending(nil, p.Slots)},
		{Name: "vectors", Data: modelfile.AppendInt8s(nil, emb)},
		{Name: "vectorscales", Data: f32(scales)},
		{Name: "w1", Data: f32(p.W1)},
		{Name: "d1", Data: f32(p.D1)},
		{Name: "b1", Data: f32(p.B1)},
		{Name: "w2", Data: f32(p.W2)},
	}), nil
}

func abs(x float32) float32 { return float32(math.Abs(float64(x))) }

func round8(x, scale float32) int8 {
	if scale == 0 {
		return 0
	}
	return int8(max(-127, min(127, math.RoundToEven(float64(x/scale)))))
}

var errShape = errors.New("stance: model does not fit this package's features")

// Decode reads a model file. The error tells what does not fit.
func Decode(f *modelfile.File) (*Model, error) {
	m := &Model{sha256: f.SHA256()}
	if err := json.Unmarshal([]byte(f.Card()), &m.card); err != nil {
		return nil, fmt.Errorf("stance: card: %w", err)
	}
	missing := ""
	section := func(name string) string {
		s, ok := f.Section(name)
		if !ok {
			missing = name
		}
		return s
	}
	shape := modelfile.Uint32s(section("shape"))
	if len(shape) != 6 || shape[0] != Fingerprint() || int(shape[1]) != DenseSize() || shape[2] != HashBits || shape[3] != RowBits {
		return nil, errShape
	}
	m.dim, m.hidden = int(shape[4]), int(shape[5])
	if m.dim < 1 || m.dim > 1024 || m.hidden < 1 || m.hidden > 1024 {
		return nil, errShape
	}
	dense := DenseSize()
	scales := modelfile.Float32s(section("scales"))
	flat := modelfile.Float32s(section("wide"))
	m.hash = section("hash")
	slots := modelfile.Ascending(section("slots"))
	emb := section("vectors")
	rowScale := modelfile.Float32s(section("vectorscales"))
	m.w1 = modelfile.Float32s(section("w1"))
	m.d1 = modelfile.Float32s(section("d1"))
	m.b1 = modelfile.Float32s(section("b1"))
	m.w2 = modelfile.Float32s(section("w2"))
	if missing != "" {
		return nil, fmt.Errorf("stance: model has no section %q", missing)
	}
	if len(scales) != 2 || len(flat) != 4*dense || len(m.hash) != 4<<HashBits || len(emb) != len(slots)*m.dim || len(rowScale) != len(slots) ||
		len(m.w1) != m.hidden*Pools*m.dim || len(m.d1) != dense*m.hidden || len(m.b1) != m.hidden || len(m.w2) != 4*m.hidden {
		return nil, errShape
	}
	m.scale, m.temp = scales[0], scales[1]
	m.wide = make([][4]float32, dense)
	for i := range m.wide {
		m.wide[i] = [4]float32(flat[4*i:])
	}
	m.slot = make([]int32, 1<<RowBits)
	for i := range m.slot {
		m.slot[i] = -1
	}
	m.emb = make([]float32, len(emb))
	for i, r := range slots {
		if r >= 1<<RowBits {
			return nil, errShape
		}
		m.slot[r] = int32(i)
		for k := range m.dim {
			m.emb[i*m.dim+k] = rowScale[i] * float32(int8(emb[i*m.dim+k]))
		}
	}
	return m, nil
}

// scratch is what scoring needs besides the model.
type scratch struct {
	x, h []float32
	rows Rows
}

// logits scores the features and rows of a pair.
func (m *Model) logits(v *Vector, s *scratch) (z [4]float32) {
	d := m.dim
	if len(s.x) != Pools*d || len(s.h) != m.hidden {
		s.x, s.h = make([]float32, Pools*d), make([]float32, m.hidden)
	}
	clear(s.x)
	copy(s.h, m.b1)
	h := blas32.Vector{N: m.hidden, Inc: 1, Data: s.h}
	for i, f := range v.Index {
		x := v.Value[i]
		if f < v.dense {
			w := &m.wide[f]
			for c := range z {
				z[c] += x * w[c]
			}
			blas32.Axpy(x, blas32.Vector{N: m.hidden, Inc: 1, Data: m.d1[int(f)*m.hidden:]}, h)
			continue
		}
		w := m.hash[4*(f-v.dense):][:4]
		x *= m.scale
		for c := range z {
			z[c] += x * float32(int8(w[c]))
		}
	}
	n := m.pool(s.x[:d], s.rows.Reply[:s.rows.Head])
	copy(s.x[d:2*d], s.x[:d])
	n += m.pool(s.x[d:2*d], s.rows.Reply[s.rows.Head:])
	rescale(s.x[d:2*d], n)
	rescale(s.x[:d], m.count(s.rows.Reply[:s.rows.Head]))
	rescale(s.x[2*d:3*d], m.pool(s.x[2*d:3*d], s.rows.Parent))
	for k := range d {
		s.x[3*d+k] = s.x[d+k] * s.x[2*d+k]
	}
	in := blas32.Vector{N: Pools * d, Inc: 1, Data: s.x}
	for k := range s.h {
		a := s.h[k] + blas32.Dot(blas32.Vector{N: Pools * d, Inc: 1, Data: m.w1[k*Pools*d:]}, in)
		if a > 0 {
			for c := range z {
				z[c] += a * m.w2[4*k+c]
			}
		}
	}
	for c := range z {
		z[c] *= m.temp
	}
	return z
}

// pool adds the vectors of the rows to x and returns how many there were.
func (m *Model) pool(x []float32, rows []uint32) int {
	n := 0
	y := blas32.Vector{N: m.dim, Inc: 1, Data: x}
	for _, r := range rows {
		if s := m.slot[r]; s >= 0 {
			n++
			blas32.Axpy(1, blas32.Vector{N: m.dim, Inc: 1, Data: m.emb[int(s)*m.dim:]}, y)
		}
	}
	return n
}

func (m *Model) count(rows []uint32) int {
	n := 0
	for _, r := range rows {
		if m.slot[r] >= 0 {
			n++
		}
	}
	return n
}

// rescale turns a sum of n vectors into one whose size does not grow with n.
func rescale(x []float32, n int) {
	if n == 0 {
		return
	}
	s := PoolScale(n)
	for k := range x {
		x[k] *= s
	}
}

// PoolScale is what a sum of n word vectors is multiplied by.
func PoolScale(n int) float32 { return 3 / sqrt(float32(n)+2) }
