package link

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/seed-100d3eb7/rejoinder/internal/modelfile"
)

// looks names the parts of the model and hands them to visit.
func (m *Model) looks(visit func(name string, trees *[]Tree) error) error {
	for o := range m.Ensembles {
		for kind := range m.Ensembles[o] {
			e := &m.Ensembles[o][kind]
			name := [...]string{"depth-first", "chronological"}[o] + kindNames[kind]
			if err := visit(name+"/first", &e.First); err != nil {
				return err
			}
			if err := visit(name+"/second", &e.Second); err != nil {
				return err
			}
		}
	}
	return nil
}

var kindNames = [Kinds]string{"", "/timed"}

var orderNames = [2]string{"order", "order/authors"}

func calibrationName(o, mode int, part string) string {
	return [...]string{"depth-first", "chronological"}[o] + [Modes]string{"/text", "/authors", "/times"}[mode] + part
}

// Encode returns the model as a file. Splits are numbered by feature and
// leaves rounded to a byte: a tree of depth 4 takes 46 bytes. It fails where a
// feature is split in more than 256 places.
func (m *Model) Encode(card []byte) ([]byte, error) {
	sections := []modelfile.Section{{Name: "features", Data: []byte(strings.Join(FeatureNames[:], "\n"))}}
	var edges [NumFeatures][]float32
	m.looks(func(_ string, trees *[]Tree) error {
		for _, t := range *trees {
			for k, f := range t.Feature {
				edges[f] = append(edges[f], t.Split[k])
			}
		}
		return nil
	})
	var counts []byte
	var values []float32
	for f := range edges {
		slices.Sort(edges[f])
		edges[f] = slices.Compact(edges[f])
		if len(edges[f]) > 255 {
			return nil, fmt.Errorf("link: %s is split in %d places", FeatureNames[f], len(edges[f]))
		}
		counts = append(counts, byte(len(edges[f])))
		values = append(values, edges[f]...)
	}
	sections = append(sections, modelfile.Section{Name: "edge-counts", Data: counts}, modelfile.Section{Name: "edges", Data: modelfile.AppendFloat32s(nil, values)})
	m.looks(func(name string, trees *[]Tree) error {
		var top float32
		for _, t := range *trees {
			for _, v := range t.Leaf {
				top = max(top, v, -v)
			}
		}
		scale := top / 127
		if scale == 0 {
			scale = 1
		}
		depth := 0
		var nodes []byte
		for _, t := range *trees {
			for 1<<depth < len(t.Leaf) {
				depth++
			}
			for k, f := range t.Feature {
				at, _ := slices.BinarySearch(edges[f], t.Split[k])
				nodes = append(nodes, f, byte(at))
			}
			for _, v := range t.Leaf {
				nodes = append(nodes, byte(int8(math.Round(float64(v/scale)))))
			}
		}
		sections = append(sections,
			modelfile.Section{Name: name + "/shape", Data: modelfile.AppendFloat32s(nil, []float32{float32(depth), float32(len(*trees)), scale})},
			modelfile.Section{Name: name + "/trees", Data: nodes})
		return nil
	})
	for o := range m.Calibration {
		for mode, c := range m.Calibration[o] {
			sections = append(sections, modelfile.Section{Name: calibrationName(o, mode, "/calibration"), Data: modelfile.AppendFloat32s(nil, c)},
				modelfile.Section{Name: calibrationName(o, mode, "/level"), Data: modelfile.AppendFloat32s(nil, m.Levels[o][mode])})
		}
	}
	for k, w := range m.Order {
		sections = append(sections, modelfile.Section{Name: orderNames[k], Data: modelfile.AppendFloat32s(nil, w)})
	}
	return modelfile.Encode(card, sections), nil
}

var errModel = errors.New("link: model does not fit this program")

// DecodeModel reads a model file. The error wraps those of modelfile, or says
// that the model was trained for other features.
func DecodeModel(data string) (*Model, error) {
	file, err := modelfile.Decode(data)
	if err != nil {
		return nil, fmt.Errorf("link: %w", err)
	}
	section := func(name string) string { s, _ := file.Section(name); return s }
	if section("features") != strings.Join(FeatureNames[:], "\n") {
		return nil, fmt.Errorf("%w: other features", errModel)
	}
	counts, values := section("edge-counts"), modelfile.Float32s(section("edges"))
	if len(counts) != NumFeatures {
		return nil, fmt.Errorf("%w: bad counts", errModel)
	}
	var first [NumFeatures + 1]int
	for f := range NumFeatures {
		first[f+1] = first[f] + int(counts[f])
	}
	if first[NumFeatures] != len(values) {
		return nil, fmt.Errorf("%w: bad length", errModel)
	}
	m := &Model{}
	err = m.looks(func(name string, trees *[]Tree) error {
		nodes, shape := section(name+"/trees"), modelfile.Float32s(section(name+"/shape"))
		if len(shape) != 3 || !(shape[0] >= 0 && shape[0] <= treeDepth && shape[1] >= 0 && shape[1] <= 4096) {
			return fmt.Errorf("%w: bad shape", errModel)
		}
		inner, n := 1<<int(shape[0])-1, int(shape[1])
		if len(nodes) != n*(3*inner+1) {
			return fmt.Errorf("%w: bad length", errModel)
		}
		features, splits, leaves := make([]uint8, n*inner), make([]float32, n*inner), make([]float32, n*(inner+1))
		for k := range n {
			t := Tree{features[k*inner : (k+1)*inner], splits[k*inner : (k+1)*inner], leaves[k*(inner+1) : (k+1)*(inner+1)]}
			at := k * (3*inner + 1)
			for i := range inner {
				f, e := int(nodes[at+2*i]), int(nodes[at+2*i+1])
				if f >= NumFeatures || e >= int(counts[f]) {
					return fmt.Errorf("%w: bad node", errModel)
				}
				t.Feature[i], t.Split[i] = uint8(f), values[first[f]+e]
			}
			for i := range t.Leaf {
				t.Leaf[i] = float32(int8(nodes[at+2*inner+i])) * shape[2]
			}
			*trees = append(*trees, t)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	for o := range m.Ensembles {
		for kind := range m.Ensembles[o] {
			m.Ensembles[o][kind].Prepare()
		}
		for mode := range m.Calibration[o] {
			m.Calibration[o][mode] = modelfile.Float32s(section(calibrationName(o, mode, "/calibration")))
			m.Levels[o][mode] = modelfile.Float32s(section(calibrationName(o, mode, "/level")))
		}
	}
	for k := range m.Order {
		m.Order[k] = modelfile.Float32s(section(orderNames[k]))
	}
	return m, nil
}

// LevelTerms is the number of weights that bring what the ranker states on pages
// of different kinds to one level.
const LevelTerms = 2 + 2*settingCues

// Terms returns what those weights are multiplied with.
func (s *Setting) Terms(p float32) [LevelTerms]float32 {
	p = min(max(p, 1e-4), 1-1e-4)
	z := float32(math.Log(float64(p / (1 - p))))
	t := [LevelTerms]float32{1, z}
	for k, v := range s.x {
		t[2+2*k], t[3+2*k] = v, v*z
	}
	return t
}

// Level returns the probability that a choice is right, given the one that the
// ranker states, before the curve of its kind is applied.
func (m *Model) Level(o Order, s *Setting, p float32) float32 {
	w := m.Levels[o][s.Mode]
	if len(w) != LevelTerms {
		return p
	}
	var z float32
	for k, v := range s.Terms(p) {
		z += w[k] * v
	}
	return float32(1 / (1 + math.Exp(-float64(z))))
}

// Calibrate returns the probability that a choice is right, given the one that
// the ranker states: brought to one level with pages of other kinds, then linear
// in the log odds between fitted points.
func (m *Model) Calibrate(o Order, s *Setting, p float32) float32 {
	p = m.Level(o, s, p)
	c := m.Calibration[o][s.Mode]
	if len(c) < 2 {
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
