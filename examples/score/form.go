package main

import (
	"encoding/json"
	"fmt"
	"math"
	"strconv"

	"github.com/seed-100d3eb7/rejoinder/sentiment"
	"github.com/seed-100d3eb7/rejoinder/sentiment/target"
)

type input struct {
	ID     json.RawMessage `json:"id"`
	Text   *string         `json:"text"`
	Parent string          `json:"parent_text"`
	Target string          `json:"target"`
}

func appendID(dst []byte, id json.RawMessage) []byte {
	dst = append(dst, `{"id":`...)
	if len(id) == 0 {
		return append(dst, "null"...)
	}
	return append(dst, id...)
}

func appendError(dst []byte, id json.RawMessage, msg string) []byte {
	dst = append(appendID(dst, id), `,"error":`...)
	return append(appendJSON(dst, msg), '}')
}

func appendNumber(dst []byte, x float32) []byte {
	if x != x {
		return append(dst, "null"...)
	}
	return strconv.AppendFloat(dst, float64(x), 'g', 6, 32)
}

func appendScores(dst []byte, m *sentiment.Model, in *input) []byte {
	s := m.Score(in.Parent, *in.Text)
	dst = appendID(dst, in.ID)
	dst = append(dst, `,"scored":`...)
	dst = strconv.AppendBool(dst, s.Scored)
	if !s.Scored {
		// A text without a word tells nothing: what is left are the priors, and
		// the kinds have none.
		s.Hostility.Score = float32(m.Prior())
		s.Hostility.InContext = s.Hostility.Score
		for k := range s.Hostility.Kinds {
			s.Hostility.Kinds[k] = float32(math.NaN())
		}
		s.Parent = m.ParentPrior()
		s.Parent.Unsure = true
	}
	dst = appendHostility(dst, &s.Hostility, in.Parent != "")
	dst = append(dst, `,"stance":{`...)
	dst = appendStance(dst, in, &s)
	return append(dst, `}}`...)
}

// imported writes the scores that a response of the Perspective API holds.
func imported(dst, line []byte, n int) []byte {
	var in struct {
		ID json.RawMessage `json:"id"`
	}
	_ = json.Unmarshal(line, &in) // ParsePerspective says what is wrong
	s, err := sentiment.ParsePerspective(line)
	if err != nil {
		return appendError(dst, in.ID, fmt.Sprintf("line %d: %v", n, err))
	}
	dst = append(appendID(dst, in.ID), `,"scored":`...)
	dst = strconv.AppendBool(dst, s.Scored)
	return append(appendHostility(dst, &s.Hostility, false), '}')
}

// appendHostility writes h, null where the score is not known and without the
// kinds that are not.
func appendHostility(dst []byte, h *sentiment.Hostility, context bool) []byte {
	dst = append(dst, `,"hostility":{"score":`...)
	dst = appendNumber(dst, h.Score)
	if context {
		dst = append(dst, `,"in_context":`...)
		dst = appendNumber(dst, h.InContext)
	}
	dst = append(dst, `,"label":"`...)
	dst = append(dst, h.Label.String()...)
	dst = append(dst, `","target":"`...)
	dst = append(dst, h.Target.String()...)
	dst = append(dst, `","kinds":{`...)
	first := true
	for k, p := range h.Kinds {
		if p != p {
			continue
		}
		if !first {
			dst = append(dst, ',')
		}
		first = false
		dst = append(dst, '"')
		dst = append(dst, sentiment.Kind(k).String()...)
		dst = append(dst, `":`...)
		dst = appendNumber(dst, p)
	}
	dst = append(dst, `},"spans":[`...)
	for i, p := range h.Spans {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = append(dst, `{"start":`...)
		dst = strconv.AppendInt(dst, int64(p.Start), 10)
		dst = append(dst, `,"end":`...)
		dst = strconv.AppendInt(dst, int64(p.End), 10)
		dst = append(dst, `,"weight":`...)
		dst = appendNumber(dst, p.Weight)
		dst = append(dst, '}')
	}
	return append(dst, `]}`...)
}

func appendStance(dst []byte, in *input, s *sentiment.Scores) []byte {
	type share struct {
		name  string
		value float32
	}
	stance := func(of, label string, shares ...share) {
		dst = append(dst, '"')
		dst = append(dst, of...)
		dst = append(dst, `":{"label":"`...)
		dst = append(dst, label...)
		dst = append(dst, '"')
		for _, x := range shares {
			dst = append(dst, `,"`...)
			dst = append(dst, x.name...)
			dst = append(dst, `":`...)
			dst = appendNumber(dst, x.value)
		}
		dst = append(dst, '}')
	}
	if in.Parent != "" {
		p := &s.Parent
		stance("parent", p.Label(0).String(), share{"agree", p.Agree}, share{"disagree", p.Disagree}, share{"neutral", p.Neutral}, share{"query", p.Query})
	}
	if in.Target != "" {
		if in.Parent != "" {
			dst = append(dst, ',')
		}
		t := target.English().Score(in.Target, *in.Text, in.Parent)
		stance("target", t.Label(0).String(), share{"favor", t.Favor}, share{"against", t.Against}, share{"none", t.Neither})
	}
	return dst
}
