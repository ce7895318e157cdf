package main

import (
	"encoding/json"
	"math"
	"os"
	"slices"

	"github.com/seed-100d3eb7/rejoinder/internal/modelfile"
	"github.com/seed-100d3eb7/rejoinder/sentiment/internal/hostile"
)

// sections quantises the heads to int8, keeps the features that matter most and
// returns the sections of the model file.
func (c *corpus) sections(heads []*problem, keep int, net *hostile.Net, table *table, context hostile.Context, prior float64) []modelfile.Section {
	var scale [2*hostile.NumHeads + 1]float32
	scale[2*hostile.NumHeads] = float32(prior)
	worth := make([]float32, c.num)
	df := make([]float32, c.num)
	for i := range c.docs {
		if d := &c.docs[i]; !d.dev {
			for _, f := range c.feats[d.from:d.to] {
				df[f]++
			}
		}
	}
	for h, p := range heads {
		mag := make([]float32, 0, c.num)
		var ss float64
		for _, w := range p.weight[1:] {
			if w != 0 {
				mag = append(mag, abs(w))
				ss += float64(w) * float64(w)
			}
		}
		slices.Sort(mag)
		// Square roots are stored: the largest weights would otherwise cost
		// the small ones their precision.
		top := mag[len(mag)-1]
		scale[h] = top / (127 * 127)
		sd := float32(math.Sqrt(ss / float64(len(mag))))
		for f, w := range p.weight {
			worth[f] = max(worth[f], abs(w)/sd*headWorth[h]*float32(math.Pow(float64(df[f]), 0.3)))
		}
	}
	order := make([]int, 0, c.num)
	for f := 1; f < c.num; f++ {
		order = append(order, f)
	}
	slices.SortStableFunc(order, func(a, b int) int {
		switch {
		case worth[a] > worth[b]:
			return -1
		case worth[a] < worth[b]:
			return 1
		}
		return 0
	})
	order = order[:min(keep, len(order))]
	slices.Sort(order) // ids ascend with buckets
	keys := make([]uint32, 0, len(order))
	var rows []int8
	for _, f := range order {
		keys = append(keys, c.bucket[f-1])
		for h, p := range heads {
			q := math.RoundToEven(math.Sqrt(float64(abs(p.weight[f]) / scale[h])))
			rows = append(rows, int8(math.Copysign(min(127, q), float64(p.weight[f]))))
		}
	}
	var section, aims []byte
	words, aimRows := hostile.EncodeAimWords(nil, nil)
	if net != nil {
		section, aims = net.Encode(), table.Encode()
		words, aimRows = hostile.EncodeAimWords(table.keys, table.words)
	}
	return []modelfile.Section{
		{Name: hostile.SectionKeys, Data: modelfile.AppendAscending(nil, keys)},
		{Name: hostile.SectionRows, Data: modelfile.AppendInt8s(nil, rows)},
		{Name: hostile.SectionScale, Data: modelfile.AppendFloat32s(nil, scale[:])},
		{Name: hostile.SectionNet, Data: section},
		{Name: hostile.SectionContext, Data: modelfile.AppendFloat32s(nil, context[:])},
		{Name: hostile.SectionAim, Data: aims},
		{Name: hostile.SectionAimKeys, Data: words},
		{Name: hostile.SectionAimRows, Data: aimRows},
	}
}

// headWorth weighs the heads where features compete for a place.
var headWorth = [hostile.NumHeads]float32{1, 1, 0.8, 0.6, 0.6, 0.4, 0.3, 0.4}

func abs(x float32) float32 { return float32(math.Abs(float64(x))) }

// model decodes what would be shipped.
func model(sections []modelfile.Section) *hostile.Model {
	f, err := modelfile.Decode(string(modelfile.Encode([]byte("{}"), sections)))
	check(err)
	m, err := hostile.Decode(f)
	check(err)
	return m
}

// write writes the model file.
func write(path, licence string, sections []modelfile.Section) error {
	terms := "MIT; trained on sets under open licences and on sets released for research: see MODEL_CARD.md"
	if licence == "open" {
		terms = "MIT; trained on sets under open licences alone: see MODEL_CARD.md"
	}
	card, err := json.Marshal(struct {
		Name      string   `json:"name"`
		Version   string   `json:"version"`
		Languages []string `json:"languages"`
		Licence   string   `json:"licence"`
	}{"en", "1.3.0", []string{"en"}, terms})
	if err != nil {
		return err
	}
	return os.WriteFile(path, modelfile.Encode(card, sections), 0o644)
}
