package jsontree

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/seed-100d3eb7/rejoinder/thread"
)

func TestValue(t *testing.T) {
	var tree Tree
	src := `{"id": 9007199254740993, "s": "a\u00e9\ud83d\ude00\n", "n": null, "a": [1, "x", {"k": true}], "k\u0065y": "v",
 "dup": 1, "dup": 2, "lone": "\ud800x", "f": 12.0, "t": "2020-01-02T03:04:05Z", "nan": NaN, "e": {}, "l": [ ]}`
	if err := tree.Parse([]byte(src)); err != nil {
		t.Fatal(err)
	}
	v := tree.Root()
	for _, c := range []struct{ got, want any }{
		{v.Get("id").ID(), "9007199254740993"},
		{v.Get("s").Text(), "aé😀\n"},
		{v.Get("n").Kind(), Null},
		{v.Get("a").Len(), 3},
		{v.Get("key").Text(), "v"},
		{v.Get("dup").Int(), 2},
		{v.Get("lone").Text(), "\uFFFDx"},
		{v.Get("f").ID(), "12"},
		{v.Get("nan").Kind(), Null},
		{v.Get("ID").Kind(), Missing},
		{v.Get("e").Len(), 0},
		{v.Get("l").Len(), 0},
		{v.First("zero", "n", "dup").Int(), 2},
		{v.Get("x").Get("y").Text(), ""},
		{v.Complete(), true},
		{tree.Line(v.Get("t").Offset()), 1},
	} {
		if c.got != c.want {
			t.Errorf("got %v, want %v", c.got, c.want)
		}
	}
	if w, ok := v.Get("t").When(); !ok || w.Time.Year() != 2020 {
		t.Error(w, ok)
	}
}

func TestParseKeepsWhatStandsBeforeTheFault(t *testing.T) {
	var tree Tree
	for in, at := range map[string]int{
		`{"a":[1,2,{"b":"c"`:    18,
		`{"a":[1,2,{"b":"c" "d`: 19,
		`{"a":[1,2,{"b":"c"}}`:  19,
		`{"a":[1,2,{"b":"c"},`:  20,
	} {
		var bad *SyntaxError
		if err := tree.Parse([]byte(in)); !errors.As(err, &bad) || bad.Offset != at {
			t.Errorf("%s: %v", in, err)
		}
		root := tree.Root()
		if root.Complete() || root.Get("a").Complete() || root.Get("a").Len() != 3 {
			t.Errorf("%s: lost what was there", in)
		}
	}
}

func TestMaxValues(t *testing.T) {
	tree := Tree{MaxValues: 4}
	for range 2 { // a Tree keeps its bound
		var bad *SyntaxError
		if err := tree.Parse([]byte(`{"a":[1,2,3,4],"b":5}`)); !errors.As(err, &bad) || bad.Offset != 10 {
			t.Errorf("%v", err)
		}
		if v := tree.Root(); v.Get("a").Len() != 2 || v.Complete() || v.Get("b").Kind() != Missing {
			t.Errorf("%v", plain(v))
		}
		if err := tree.Parse([]byte(`[1,2,3]`)); err != nil {
			t.Error(err)
		}
	}
}

func TestDeep(t *testing.T) {
	const n = 1_000_000
	var tree Tree
	if err := tree.Parse([]byte(strings.Repeat(`[`, n) + strings.Repeat(`]`, n))); err != nil {
		t.Fatal(err)
	}
	if err := tree.Parse([]byte(strings.Repeat(`{"a":`, n))); err == nil {
		t.Fatal("no error")
	}
}

func collect(t *testing.T, r io.Reader, limit int) (recs []string, errs []error) {
	t.Helper()
	s := NewStream(r, limit)
	var tree Tree
	for {
		rec, err := s.Next()
		if err == io.EOF {
			return recs, errs
		}
		if _, ok := errors.AsType[*thread.RecordError](err); err != nil && !ok {
			return recs, append(errs, err)
		}
		if err != nil {
			errs = append(errs, err)
			continue
		}
		recs = append(recs, fmt.Sprintf("%d:%d %s", rec.Pos, rec.Line, rec.Bytes))
		var bad *SyntaxError
		if err := tree.Parse(rec.Bytes); errors.As(err, &bad) {
			s.Resync(bad.Offset)
		}
	}
}

func TestStream(t *testing.T) {
	long := strings.Repeat("x", 200)
	for _, c := range []struct {
		name, in string
		want     string
		errs     int
	}{
		{"array", "[{\"a\":1},\n {\"b\":\"]\"} , 3,\"s\"]", `1:1 {"a":1}|11:2 {"b":"]"}|23:2 3|25:2 "s"`, 0},
		{"lines", "{\"a\":1}\n{\"b\":\n\n{\"c\":3}", `0:1 {"a":1}|8:2 {"b":|15:4 {"c":3}`, 0},
		{"first line broken", "{\"a\":\"x\n{\"b\":2}\n", `0:1 {"a":"x|8:2 {"b":2}`, 0},
		{"pretty", "{\n\"a\":1\n}\n{\n}", "0:1 {\n\"a\":1\n}|10:4 {\n}", 0},
		{"cut", `[{"a":1},{"b":`, `1:1 {"a":1}|9:1 {"b":`, 0},
		{"too large", `[{"a":"` + long + `"},{"b":2}]`, `210:1 {"b":2}`, 1},
		{"too large line", "{\"a\":1}\n{\"a\":\"" + long + "\"}\n{\"b\":2}", `0:1 {"a":1}|217:3 {"b":2}`, 1},
		{"nothing", " \n", "", 0},
		{"no JSON", "hello", "", 1},
		{"sequence", "\x1e{\"a\":1}\n\x1e{\"b\":2}\n", `1:1 {"a":1}|10:2 {"b":2}`, 0},
		{"two arrays", "[{\"a\":1}]\n[{\"b\":2}]", `1:1 {"a":1}|11:2 {"b":2}`, 0},
		{"resync", "[\n{\"a\":1},\n{\"b\":\"x},\n{\"c\":3},\n{\"d\":4}\n]", "2:2 {\"a\":1}|11:3 {\"b\":\"x},\n{\"c\":3},\n{\"d\":4}\n]|21:4 {\"c\":3}|30:5 {\"d\":4}", 0},
	} {
		for _, r := range []io.Reader{strings.NewReader(c.in), iotest.OneByteReader(strings.NewReader(c.in)), iotest.DataErrReader(strings.NewReader(c.in))} {
			recs, errs := collect(t, r, 100)
			if got := strings.Join(recs, "|"); got != c.want || len(errs) != c.errs {
				t.Errorf("%s: %q, %v", c.name, got, errs)
			}
		}
	}
	boom := errors.New("boom")
	recs, errs := collect(t, io.MultiReader(strings.NewReader(`[{"a":1},{"b":2`), iotest.ErrReader(boom)), 100)
	if len(recs) != 2 || len(errs) != 1 || errs[0] != boom {
		t.Error(recs, errs)
	}
}

// TestFaultPlace tells text that is no JSON from JSON that ends too soon.
func TestFaultPlace(t *testing.T) {
	for in, want := range map[string]string{
		"garbage": "json: no value at byte 0", `{"a":garbage`: "json: no value at byte 5", "not json": "json: no value at byte 0", "12x": "json: no value at byte 0", "1.5e5.": "json: no value at byte 0",
		"tru": "json: unexpected end at byte 3", `{"a":-`: "json: unexpected end at byte 6", `[1.`: "json: unexpected end at byte 3", "1e": "json: unexpected end at byte 2", `{"a":`: "json: unexpected end at byte 5", "": "json: unexpected end at byte 0",
	} {
		var tree Tree
		if err := tree.Parse([]byte(in)); err == nil || err.Error() != want {
			t.Errorf("%q: %v, want %s", in, err, want)
		}
	}
}

// FuzzParse holds the tree against encoding/json: what the library accepts
// reads the same here.
func FuzzParse(f *testing.F) {
	for _, s := range []string{`{"a":[1,2.5e3,"x\u00e9\n"],"b":null}`, `[[],{},""]`, `"\ud83d\ude00\ud800"`, `{"a":1,"a":2}`, `[1,]`, "\xff", "garbage", `{"a":tru`, `-0.0e-7`, `"\x"`} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, src []byte) {
		few := Tree{MaxValues: 5}
		_ = few.Parse(src)
		if len(few.nodes) > 5 {
			t.Fatalf("%q: %d values", src, len(few.nodes))
		}
		plain(few.Root())
		var tree Tree
		err := tree.Parse(src)
		var want any
		d := json.NewDecoder(strings.NewReader(string(src)))
		d.UseNumber()
		if d.Decode(&want) != nil || !json.Valid(src) {
			return // we may be more forgiving
		}
		if err != nil {
			t.Fatalf("%q: %v", src, err)
		}
		if got := plain(tree.Root()); fmt.Sprint(got) != fmt.Sprint(want) {
			t.Fatalf("%q: got %v, want %v", src, got, want)
		}
	})
}

func FuzzStream(f *testing.F) {
	f.Add([]byte("[{\"a\":1},\n{\"b\":\"x},\n{\"c\":3}]"), 20)
	f.Add([]byte("{\"a\":1}\n{\"b\":"), 5)
	f.Add([]byte("{\"a\":1}\ngarbage\n{\"b\":2}\ngarbage"), 20)
	f.Fuzz(func(t *testing.T, src []byte, limit int) {
		limit = max(limit%1000, 1)
		s := NewStream(strings.NewReader(string(src)), limit)
		var tree Tree
		for n := 0; ; n++ {
			rec, err := s.Next()
			if _, ok := errors.AsType[*thread.RecordError](err); err != nil && !ok {
				return
			}
			if len(rec.Bytes) > limit || n > len(src)*(maxResyncs+1) {
				t.Fatalf("record %d of %d bytes", n, len(rec.Bytes))
			}
			var bad *SyntaxError
			if err == nil && errors.As(tree.Parse(rec.Bytes), &bad) {
				s.Resync(bad.Offset)
			}
		}
	})
}

func plain(v Value) any {
	switch v.Kind() {
	case False:
		return false
	case True:
		return true
	case Number:
		return json.Number(v.Raw())
	case String:
		return v.Text()
	case Array:
		a := []any{}
		for e := range v.Items() {
			a = append(a, plain(e))
		}
		return a
	case Object:
		m := map[string]any{}
		for k, e := range v.Members() {
			m[k] = plain(e)
		}
		return m
	}
	return nil
}

func BenchmarkParse(b *testing.B) {
	src := []byte(`[` + strings.Repeat(`{"id":"abc","author":"someone","text":"A comment of ordinary length, with a \"quote\" in it.","created":1500000000,"score":12,"children":[]},`, 1000) + `null]`)
	b.Run("tree", func(b *testing.B) {
		b.SetBytes(int64(len(src)))
		b.ReportAllocs()
		var tree Tree
		for b.Loop() {
			if err := tree.Parse(src); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("encoding-json-any", func(b *testing.B) {
		b.SetBytes(int64(len(src)))
		b.ReportAllocs()
		for b.Loop() {
			var v any
			if err := json.Unmarshal(src, &v); err != nil {
				b.Fatal(err)
			}
		}
	})
}
