package link

import (
	"errors"
	"fmt"
	"math"
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

var kindNames = [Kinds]string{"/text", "/authors", "/timed"}

var orderNames = [2]string{"order", "order/authors"}

func calibrationName(o, mode int, part string) string {
	return [...]string{"depth-first", "chronological"}[o] + [Modes]string{"/text", "/authors", "/times"}[mode] + part
}

// treeBytes is the length of a tree in a file: features, splits and leaves, a byte
// each.
const treeBytes = 2*treeDepth + 1<<treeDepth

// Encode returns the model as a file. Leaves are rounded to a byte.
func (m *Model) Encode(card []byte) []byte {
	sections := []modelfile.Section{{Name: "features", Data: []byte(strings.Join(FeatureNames[:], "\n"))}}
	m.looks(func(name string, trees *[]Tree) error {
		scale := leafScale(*trees)
		var data []byte
		for _, t := range *trees {
			data = append(append(data, t.Feature[:]...), t.Split[:]...)
			for _, v := range t.Leaf {
				data = append(data, byte(roundLeaf(v, scale)))
			}
		}
		sections = append(sections,
			modelfile.Section{Name: name + "/scale", Data: modelfile.AppendFloat32s(nil, []float32{scale})},
			modelfile.Section{Name: name + "/trees", Data: data})
		return nil
	})
	for o := range m.Calibration {
		for mode, c := range m.Calibration[o] {
			sections = append(sections, modelfile.Section{Name: calibrationName(o, mode, "/calibration"), Data: modelfile.AppendFloat32s(nil, c)},
				modelfile.Section{Name: calibrationName(o, mode, "/level"), Data: modelfile.AppendFloat32s(nil, m.Levels[o][mode])},
				modelfile.Section{Name: calibrationName(o, mode, "/doubt"), Data: modelfile.AppendFloat32s(nil, m.Doubts[o][mode])})
		}
	}
	for k, w := range m.Order {
		sections = append(sections, modelfile.Section{Name: orderNames[k], Data: modelfile.AppendFloat32s(nil, w)})
	}
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
	section := func(name string) string { s, _ := file.Section(name); return s }
	if section("features") != strings.Join(FeatureNames[:], "\n") {
		return nil, fmt.Errorf("%w: other features", errModel)
	}
	m := &Model{}
	err = m.looks(func(name string, trees *[]Tree) error {
		data, scale := section(name+"/trees"), modelfile.Float32s(section(name+"/scale"))
		if len(scale) != 1 || len(data)%treeBytes != 0 {
			return fmt.Errorf("%w: bad length", errModel)
		}
		for ; len(data) > 0; data = data[treeBytes:] {
			var t Tree
			for k := range t.Feature {
				t.Feature[k], t.Split[k] = data[k], data[treeDepth+k]
				if t.Feature[k] >= NumFeatures || t.Split[k] > MaxStep {
					return fmt.Errorf("%w: bad tree", errModel)
				}
			}
			for k := range t.Leaf {
				t.Leaf[k] = float32(int8(data[2*treeDepth+k])) * scale[0]
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
			m.Doubts[o][mode] = modelfile.Float32s(section(calibrationName(o, mode, "/doubt")))
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

// DoubtTerms is the number of weights by which a choice is held against the comment
// before.
const DoubtTerms = 2 + doubtCues

// Doubt returns what those weights are multiplied with, given the logarithm of the
// odds that the ranker states.
func (s *Setting) Doubt(odds float32) (t [DoubtTerms]float32) {
	t[0], t[1] = 1, odds
	copy(t[2:], s.x[:doubtCues])
	return t
}

// doubt returns the probability that a choice is right, where it or the comment
// before is.
func (m *Model) doubt(o Order, s *Setting, odds float32) float32 {
	w := m.Doubts[o][s.Mode]
	z := odds
	if len(w) == DoubtTerms {
		z = 0
		for k, v := range s.Doubt(odds) {
			z += w[k] * v
		}
	}
	return float32(1 / (1 + math.Exp(-float64(z))))
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
