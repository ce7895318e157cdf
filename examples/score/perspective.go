package main

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"unicode"
	"unicode/utf8"

	"github.com/seed-100d3eb7/rejoinder/internal/jsonfault"
	"github.com/seed-100d3eb7/rejoinder/sentiment"
)

// request is a line of input where the output has the form of the Perspective
// API: an AnalyzeComment request of it, or a line as for the usual form.
type request struct {
	ID      json.RawMessage `json:"id"`
	Text    *string         `json:"text"`
	Parent  string          `json:"parent_text"`
	Comment struct {
		Text *string `json:"text"`
	} `json:"comment"`
	Context struct {
		Entries []struct {
			Text string `json:"text"`
		} `json:"entries"`
	} `json:"context"`
	Requested map[string]struct {
		Threshold float32 `json:"scoreThreshold"`
	} `json:"requestedAttributes"`
	Languages []string `json:"languages"`
	Spans     bool     `json:"spanAnnotations"`
	Token     *string  `json:"clientToken"`
}

// perspective returns what answers line n in the form of an AnalyzeComment
// response.
func perspective(m *sentiment.Model) func(dst, line []byte, n int) []byte {
	return func(dst, line []byte, n int) []byte {
		var in request
		if err := json.Unmarshal(line, &in); err != nil {
			return appendError(dst, in.ID, fmt.Sprintf("line %d: %s", n, jsonfault.Explain(err)))
		}
		if in.Text == nil {
			in.Text = in.Comment.Text
		}
		if in.Text == nil {
			return appendError(dst, in.ID, fmt.Sprintf(`line %d: neither "text" nor "comment" with a "text"`, n))
		}
		if last := len(in.Context.Entries) - 1; in.Parent == "" && last >= 0 {
			in.Parent = in.Context.Entries[last].Text
		}
		return appendResponse(dst, m, &in)
	}
}

func appendResponse(dst []byte, m *sentiment.Model, in *request) []byte {
	text := *in.Text
	names := attributes()
	if len(in.Requested) > 0 {
		names = slices.Sorted(maps.Keys(in.Requested))
	}
	type part struct {
		begin, end int // in characters
		scores     sentiment.Scores
	}
	whole := part{0, utf8.RuneCountInString(text), m.Score(in.Parent, text)}
	parts := []part{whole}
	if in.Spans {
		parts = parts[:0]
		at, chars := 0, 0
		for start, end := range sentences(text) {
			chars += utf8.RuneCountInString(text[at:start])
			length := utf8.RuneCountInString(text[start:end])
			if s := m.Score("", text[start:end]); s.Scored {
				parts = append(parts, part{chars, chars + length, s})
			}
			at, chars = end, chars+length
		}
	}
	dst = append(appendID(dst, in.ID), `,"attributeScores":{`...)
	var unknown []string
	first := true
	for _, name := range names {
		value, ok := attribute(name)
		if !ok {
			unknown = append(unknown, name)
			continue
		}
		p := value(&whole.scores.Hostility)
		if !whole.scores.Scored || p < in.Requested[name].Threshold {
			continue
		}
		if !first {
			dst = append(dst, ',')
		}
		first = false
		dst = append(appendJSON(dst, name), `:{"spanScores":[`...)
		for i := range parts {
			if i > 0 {
				dst = append(dst, ',')
			}
			dst = strconv.AppendInt(append(dst, `{"begin":`...), int64(parts[i].begin), 10)
			dst = strconv.AppendInt(append(dst, `,"end":`...), int64(parts[i].end), 10)
			dst = append(appendProbability(append(dst, `,"score":`...), value(&parts[i].scores.Hostility)), '}')
		}
		dst = append(appendProbability(append(dst, `],"summaryScore":`...), p), '}')
	}
	dst = append(dst, '}')
	if len(unknown) > 0 {
		dst = appendJSON(append(dst, `,"unknownAttributes":`...), unknown)
	}
	found := []string{language(m, text)}
	if len(in.Languages) == 0 {
		in.Languages = found
	}
	dst = appendJSON(append(dst, `,"languages":`...), in.Languages)
	dst = appendJSON(append(dst, `,"detectedLanguages":`...), found)
	if in.Token != nil {
		dst = appendJSON(append(dst, `,"clientToken":`...), *in.Token)
	}
	return append(dst, '}')
}

// attributes returns the names of all attributes that are scored.
func attributes() []string {
	names := []string{"TOXICITY"}
	for k := range sentiment.Kind(sentiment.NumKinds) {
		names = append(names, k.Perspective())
	}
	return names
}

// attribute returns what picks the probability of an attribute.
func attribute(name string) (func(*sentiment.Hostility) float32, bool) {
	kind, score, ok := sentiment.KindAlias(name)
	if score {
		return func(h *sentiment.Hostility) float32 { return h.Score }, ok
	}
	return func(h *sentiment.Hostility) float32 { return h.Kinds[kind] }, ok
}

// language returns "en", or "und" for a text in another language.
func language(m *sentiment.Model, text string) string {
	// The explanation takes long, and most texts are plainly English.
	if m.ParentStance("", text).Unsure && m.ExplainParent("", text).Ground == "foreign" {
		return "und"
	}
	return "en"
}

// sentences yields the extents of the sentences of text: they end at a line
// feed, or at a full stop, question or exclamation mark before white space.
func sentences(text string) func(yield func(start, end int) bool) {
	return func(yield func(start, end int) bool) {
		start, end := -1, 0
		stopped := false
		for i, r := range text {
			space := unicode.IsSpace(r)
			if start >= 0 && (r == '\n' || space && stopped) {
				if !yield(start, end) {
					return
				}
				start = -1
			}
			if space {
				continue
			}
			if start < 0 {
				start = i
			}
			end = i + utf8.RuneLen(r)
			switch r {
			case '.', '!', '?', '…':
				stopped = true
			case '"', '\'', ')', ']', '”', '’', '»':
			default:
				stopped = false
			}
		}
		if start >= 0 {
			yield(start, end)
		}
	}
}

func appendProbability(dst []byte, p float32) []byte {
	return append(appendNumber(append(dst, `{"value":`...), p), `,"type":"PROBABILITY"}`...)
}

func appendJSON(dst []byte, v any) []byte {
	b, err := json.Marshal(v)
	if err != nil {
		return append(dst, "null"...)
	}
	return append(dst, b...)
}
