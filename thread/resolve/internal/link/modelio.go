package link

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/seed-100d3eb7/rejoinder/internal/modelfile"
)

// Encode returns the model as a file. Splits are numbered by feature and
// leaves rounded to a byte: a tree of depth 5 takes 94 bytes.
func (m *Model) Encode(card []byte) []byte {
	sections := []modelfile.Section{{Name: "features", Data: []byte(strings.Join(FeatureNames[:], "\n"))}}
	for o, trees := range m.Trees {
		var edges [NumFeatures][]float32
		for _, t := range trees {
			for k, f := range t.Feature {
				if !slices.Contains(edges[f], t.Split[k]) {
					edges[f] = append(edges[f], t.Split[k])
				}
			}
		}
		var counts, nodes []byte
		var values []float32
		for f := range edges {
			slices.Sort(edges[f])
			counts = append(counts, byte(len(edges[f])))
			values = append(values, edges[f]...)
		}
		var top float32
		for _, t := range trees {
			for _, v := range t.Leaf {
				top = max(top, v, -v)
			}
		}
		scale := top / 127
		if scale == 0 {
			scale = 1
		}
		depth := 0
		for _, t := range trees {
			for 1<<depth < len(t.Leaf) {
				depth++
			}
			for k, f := range t.Feature {
				nodes = append(nodes, f, byte(slices.Index(edges[f], t.Split[k])))
			}
			for _, v := range t.Leaf {
				nodes = append(nodes, byte(int8(math.Round(float64(v/scale)))))
			}
		}
		name := [...]string{"depth-first", "chronological"}[o]
		sections = append(sections,
			modelfile.Section{Name: name + "/edge-counts", Data: counts},
			modelfile.Section{Name: name + "/edges", Data: modelfile.AppendFloat32s(nil, values)},
			modelfile.Section{Name: name + "/shape", Data: modelfile.AppendFloat32s(nil, []float32{float32(depth), float32(len(trees)), scale})},
			modelfile.Section{Name: name + "/trees", Data: nodes},
			modelfile.Section{Name: name + "/calibration", Data: modelfile.AppendFloat32s(nil, m.Calibration[o])})
	}
	sections = append(sections, modelfile.Section{Name: "order", Data: modelfile.AppendFloat32s(nil, m.Order)})
	return modelfile.Encode(card, sections)
}

var errModel = errors.New("link: model does not fit this program")

// DecodeModel reads a model file. The error wraps those of modelfile, or says
// that the model was trained for other features.
func DecodeModel(data string) (*Model, error) {
	file, err := modelfile.Decode(data)
	if err != nil {
		return nil, fmt.Errorf("link: %w", err)
	}
	if names, _ := file.Section("features"); names != strings.Join(FeatureNames[:], "\n") {
		return nil, fmt.Errorf("%w: other features", errModel)
	}
	m := &Model{}
	for o := range m.Trees {
		name := [...]string{"depth-first", "chronological"}[o]
		section := func(part string) string { s, _ := file.Section(name + "/" + part); return s }
		counts, nodes := section("edge-counts"), section("trees")
		values, shape := modelfile.Float32s(section("edges")), modelfile.Float32s(section("shape"))
		m.Calibration[o] = modelfile.Float32s(section("calibration"))
		if len(shape) != 3 || len(counts) != NumFeatures || shape[0] < 0 || shape[0] > 8 || shape[1] < 0 || shape[1] > 4096 {
			return nil, fmt.Errorf("%w: bad shape", errModel)
		}
		var first [NumFeatures + 1]int
		for f := range NumFeatures {
			first[f+1] = first[f] + int(counts[f])
		}
		inner, n := 1<<int(shape[0])-1, int(shape[1])
		if first[NumFeatures] != len(values) || len(nodes) != n*(3*inner+1) {
			return nil, fmt.Errorf("%w: bad length", errModel)
		}
		// One array for all nodes of an order keeps them in few cache lines.
		features, splits, leaves := make([]uint8, n*inner), make([]float32, n*inner), make([]float32, n*(inner+1))
		for k := range n {
			t := Tree{features[k*inner : (k+1)*inner], splits[k*inner : (k+1)*inner], leaves[k*(inner+1) : (k+1)*(inner+1)]}
			at := k * (3*inner + 1)
			for i := range inner {
				f, e := int(nodes[at+2*i]), int(nodes[at+2*i+1])
				if f >= NumFeatures || e >= int(counts[f]) {
					return nil, fmt.Errorf("%w: bad node", errModel)
				}
				t.Feature[i], t.Split[i] = uint8(f), values[first[f]+e]
			}
			for i := range t.Leaf {
				t.Leaf[i] = float32(int8(nodes[at+2*inner+i])) * shape[2]
			}
			m.Trees[o] = append(m.Trees[o], t)
		}
		m.fast[o] = newScorer(m.Trees[o])
	}
	if s, ok := file.Section("order"); ok {
		m.Order = modelfile.Float32s(s)
	}
	return m, nil
}

// Calibrate returns the probability that a choice is right, given the one that
// the ranker states: linear in the log odds between fitted points.
func (m *Model) Calibrate(o Order, p float32) float32 {
	c := m.Calibration[o]
	if len(c) == 0 {
		return p
	}
	p = min(max(p, 1e-4), 1-1e-4)
	// Equal steps of the stated probability's log odds.
	z := (float32(math.Log(float64(p/(1-p)))) - calFrom) / (calTo - calFrom) * float32(len(c)-1)
	z = min(max(z, 0), float32(len(c)-1))
	k := min(int(z), len(c)-2)
	f := z - float32(k)
	return c[k]*(1-f) + c[k+1]*f
}

const calFrom, calTo = -2, 6

// CalibrationPoint returns the stated probability at point k of n.
func CalibrationPoint(k, n int) float64 {
	z := calFrom + (calTo-calFrom)*float64(k)/float64(n-1)
	return 1 / (1 + math.Exp(-z))
}
