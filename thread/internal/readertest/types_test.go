package readertest_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/seed-100d3eb7/rejoinder/thread/internal/readertest"
)

// spots calls visit with a setter for every value of a JSON document.
func spots(v any, set func(any), visit func(set func(any), old any)) {
	visit(set, v)
	switch v := v.(type) {
	case []any:
		for i := range v {
			spots(v[i], func(x any) { v[i] = x }, visit)
		}
	case map[string]any:
		for k := range v {
			spots(v[k], func(x any) { v[k] = x }, visit)
		}
	}
}

// jsonSamples are the documents of TestEqualTrees that are JSON, by suffix.
func jsonSamples() map[string][]string {
	samples := map[string][]string{}
	for suffix, in := range written() {
		in = strings.TrimSuffix(strings.TrimPrefix(in, `<script type="application/ld+json">`), "</script>")
		if in[0] != '{' && in[0] != '[' {
			continue
		}
		if json.Valid([]byte(in)) {
			samples[suffix] = []string{in}
		} else {
			samples[suffix] = strings.Split(in, "\n")
		}
	}
	return samples
}

// wrap makes of a document what the reader of a suffix takes.
func wrap(suffix, in string) string {
	if suffix == ".jsonld.html" {
		return `<script type="application/ld+json">` + in + "</script>"
	}
	return in
}

// TestWrongTypes puts a value of every type in the place of every value.
func TestWrongTypes(t *testing.T) {
	for suffix, docs := range jsonSamples() {
		for _, doc := range docs {
			var v any
			if err := json.Unmarshal([]byte(doc), &v); err != nil {
				t.Fatal(err)
			}
			spots(v, func(x any) { v = x }, func(set func(any), old any) {
				for _, wrong := range []any{nil, true, 0, -1.5, json.Number("1e400"), "", "x", "0", []any{}, []any{1, nil}, map[string]any{}, map[string]any{"id": 1}} {
					set(wrong)
					b, err := json.Marshal(v)
					if err != nil {
						t.Fatal(err)
					}
					in := wrap(suffix, string(b))
					got := readertest.String(t, readers[suffix], in)
					readertest.Check(t, got, 3*len(in)+100)
					if got.Err != nil && b[0] == '{' {
						t.Errorf("%s: %.100s: %v", suffix, in, got.Err)
					}
				}
				set(old)
			})
		}
	}
}

// TestEqualNames writes every member of every object twice, first with another
// value: the last one counts.
func TestEqualNames(t *testing.T) {
	var double func(v any) string
	double = func(v any) string {
		switch v := v.(type) {
		case []any:
			parts := make([]string, len(v))
			for i := range v {
				parts[i] = double(v[i])
			}
			return "[" + strings.Join(parts, ",") + "]"
		case map[string]any:
			var parts []string
			for k := range v {
				parts = append(parts, fmt.Sprintf(`%q:"other"`, k))
			}
			for k := range v {
				parts = append(parts, fmt.Sprintf(`%q:%s`, k, double(v[k])))
			}
			return "{" + strings.Join(parts, ",") + "}"
		}
		b, _ := json.Marshal(v)
		return string(b)
	}
	for suffix, docs := range jsonSamples() {
		var twice []string
		for _, doc := range docs {
			var v any
			if err := json.Unmarshal([]byte(doc), &v); err != nil {
				t.Fatal(err)
			}
			twice = append(twice, double(v))
		}
		want := tree(readertest.String(t, readers[suffix], wrap(suffix, strings.Join(docs, "\n"))))
		got := tree(readertest.String(t, readers[suffix], wrap(suffix, strings.Join(twice, "\n"))))
		if !slices.Equal(got, want) {
			t.Errorf("%s: %q, want %q", suffix, got, want)
		}
	}
}

// TestWrongOrder turns flat input around: the links stay.
func TestWrongOrder(t *testing.T) {
	for suffix, docs := range jsonSamples() {
		if len(docs) == 1 {
			continue
		}
		want := tree(readertest.String(t, readers[suffix], strings.Join(docs, "\n")))
		turned := slices.Clone(docs)
		slices.Reverse(turned)
		got := tree(readertest.String(t, readers[suffix], strings.Join(turned, "\n")))
		if !slices.Equal(got, want) {
			t.Errorf("%s: %q, want %q", suffix, got, want)
		}
	}
	in := written()[".thread.mbox"]
	messages := strings.SplitAfter(in, "\n\nFrom x")
	for i := range messages {
		messages[i] = strings.TrimSuffix(messages[i], "From x")
		if i > 0 {
			messages[i] = "From x" + messages[i]
		}
	}
	messages[len(messages)-1] += "\n"
	slices.Reverse(messages)
	if got, want := tree(readertest.String(t, readers[".thread.mbox"], strings.Join(messages, ""))), tree(readertest.String(t, readers[".thread.mbox"], in)); !slices.Equal(got, want) {
		t.Errorf("mbox: %q, want %q", got, want)
	}
}

// tree lists the links of the comments read, sorted.
func tree(r readertest.Result) []string {
	var links []string
	for _, c := range r.Comments {
		links = append(links, fmt.Sprintf("%s<%s in %s by %s, %s", c.ID, c.Parent, c.Thread, c.Author, c.Kind))
	}
	slices.Sort(links)
	return append(links, fmt.Sprint(len(r.Bad), r.Err))
}

// TestTruncated cuts every sample off in the middle: that is told, once, with a
// place in the input, and what stands before the cut is read. Mail has no end
// that could be missing.
func TestTruncated(t *testing.T) {
	for suffix, in := range written() {
		if suffix == ".thread.mbox" || suffix == ".jsonld.html" {
			continue
		}
		cut := strings.Index(in, "Yes.") + 2 // in the third comment
		whole := readertest.String(t, readers[suffix], in)
		got := readertest.String(t, readers[suffix], in[:cut])
		faults := len(got.Bad)
		if got.Err != nil {
			faults++
		}
		if faults != 1 || len(got.Bad) == 1 && got.Bad[0].Pos <= 0 {
			t.Errorf("%s: %v, %v", suffix, got.Bad, got.Err)
		}
		// The comments before the third, and the post where there is one.
		if n := len(got.Comments); n < 2 || n >= len(whole.Comments) {
			t.Errorf("%s: %d comments of %d", suffix, n, len(whole.Comments))
		}
	}
}
