package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"math"
	"strings"
	"testing"

	"github.com/seed-100d3eb7/rejoinder/sentiment"
)

func score(t *testing.T, in string, args ...string) []string {
	t.Helper()
	var out, errs bytes.Buffer
	if err := run(args, strings.NewReader(in), &out, &errs); err != nil {
		t.Fatalf("%v\n%s", err, errs.String())
	}
	return strings.Split(strings.TrimSuffix(out.String(), "\n"), "\n")
}

func TestOrderAndForm(t *testing.T) {
	var in strings.Builder
	const n = 3000
	for i := range n {
		text := "Thank you."
		if i%3 == 0 {
			text = "Shut up, you idiot."
		}
		fmt.Fprintf(&in, "{\"id\":\"c%d\",\"text\":%q,\"parent_text\":\"The bridge is closed.\"}\n", i, text)
	}
	lines := score(t, in.String())
	if len(lines) != n {
		t.Fatalf("%d lines", len(lines))
	}
	for i, l := range lines {
		var out struct {
			ID        string
			Scored    bool
			Hostility struct {
				Score  float64
				Label  string
				Target string
				Kinds  map[string]float64
				Spans  []struct{ Start, End int }
			}
			Stance struct {
				Parent map[string]any
			}
		}
		if err := json.Unmarshal([]byte(l), &out); err != nil {
			t.Fatalf("%s: %v", l, err)
		}
		if out.ID != fmt.Sprintf("c%d", i) || !out.Scored || len(out.Hostility.Kinds) != 5 || out.Stance.Parent["label"] == nil {
			t.Fatalf("line %d: %s", i, l)
		}
		if hostile := out.Hostility.Score >= 0.5; hostile != (i%3 == 0) {
			t.Fatalf("line %d: %s", i, l)
		}
	}
}

func TestBadLines(t *testing.T) {
	lines := score(t, "{\"id\":1,\"text\":\"ok\"}\n\nnot json\n{\"id\":3}\n{\"id\":4,\"text\":\"\"}\n")
	if len(lines) != 4 {
		t.Fatalf("%q", lines)
	}
	if !strings.Contains(lines[1], "line 3") || !strings.Contains(lines[2], `"id":3`) || !strings.Contains(lines[2], "line 4") {
		t.Errorf("%q", lines)
	}
	if !strings.HasPrefix(lines[3], `{"id":4,"scored":false,"hostility":{"score":`) || !strings.Contains(lines[3], `"label":"none"`) {
		t.Errorf("%q", lines[3])
	}
}

func TestStances(t *testing.T) {
	lines := score(t, `{"id":"a","text":"I support Mary Bloom and I agree with you.","parent_text":"Mary Bloom is right.","target":"Mary Bloom"}`)
	var out struct {
		Stance struct {
			Parent, Target struct {
				Label                           string
				Agree, Disagree, Neutral, Query float64
				Favor, Against, None            float64
			}
		}
	}
	if err := json.Unmarshal([]byte(lines[0]), &out); err != nil {
		t.Fatal(err)
	}
	p, q := out.Stance.Parent, out.Stance.Target
	if p.Label != "agree" || math.Abs(p.Agree+p.Disagree+p.Neutral+p.Query-1) > 1e-3 {
		t.Errorf("parent: %+v", p)
	}
	if q.Label != "favor" || math.Abs(q.Favor+q.Against+q.None-1) > 1e-3 {
		t.Errorf("target: %+v", q)
	}
}

// TestPerspectiveForm answers lines and requests of the Perspective API with
// its responses, which come back by -from.
func TestPerspectiveForm(t *testing.T) {
	in := `{"id":"a","text":"You are an idiot."}
{"comment":{"text":"Überall Ärger? No: you are an idiot. Thanks."},"requestedAttributes":{"TOXICITY":{},"INSULT":{"scoreThreshold":0.001},"THREAT":{"scoreThreshold":0.99},"FLIRTATION":{}},"spanAnnotations":true,"languages":["en"],"clientToken":"k"}
{"id":3,"comment":{"text":"Я думаю, что это неправда."}}
{"id":4,"comment":{}}
{"id":5,"comment":{"text":"..."}}
`
	lines := score(t, in, "-like", "perspective")
	type attribute struct {
		SpanScores []struct {
			Begin, End int
			Score      struct{ Value float64 }
		}
		SummaryScore struct {
			Value float64
			Type  string
		}
	}
	var out [5]struct {
		ID                           any
		AttributeScores              map[string]attribute
		UnknownAttributes, Languages []string
		DetectedLanguages            []string
		ClientToken, Error           string
	}
	for i := range out {
		if err := json.Unmarshal([]byte(lines[i]), &out[i]); err != nil {
			t.Fatalf("%v: %s", err, lines[i])
		}
	}
	for _, a := range attributes() {
		s, ok := out[0].AttributeScores[a]
		if !ok || s.SummaryScore.Type != "PROBABILITY" || len(s.SpanScores) != 1 || s.SpanScores[0].End != 17 || s.SpanScores[0].Score.Value != s.SummaryScore.Value {
			t.Errorf("%s in %s", a, lines[0])
		}
	}
	if len(out[0].AttributeScores) != 6 || fmt.Sprint(out[0].Languages, out[0].DetectedLanguages) != "[en] [en]" {
		t.Errorf("%s", lines[0])
	}
	toxic := out[1].AttributeScores["TOXICITY"].SpanScores
	if len(out[1].AttributeScores) != 2 || fmt.Sprint(out[1].UnknownAttributes) != "[FLIRTATION]" || out[1].ClientToken != "k" || len(toxic) != 3 {
		t.Fatalf("%s", lines[1])
	}
	for i, want := range []struct{ begin, end int }{{0, 14}, {15, 36}, {37, 44}} {
		if toxic[i].Begin != want.begin || toxic[i].End != want.end || (toxic[i].Score.Value > 0.5) != (i == 1) {
			t.Errorf("span %d: %+v, want %+v", i, toxic[i], want)
		}
	}
	if fmt.Sprint(out[2].Languages, out[2].DetectedLanguages) != "[und] [und]" {
		t.Errorf("%s", lines[2])
	}
	if out[3].ID != 4.0 || !strings.Contains(out[3].Error, "line 4") || len(out[4].AttributeScores) != 0 {
		t.Errorf("%s\n%s", lines[3], lines[4])
	}
	back := score(t, lines[0], "-from", "perspective")
	if !strings.HasPrefix(back[0], `{"id":"a","scored":true,"hostility":{"score":0.9`) {
		t.Errorf("%s", back[0])
	}
}

// TestFaultsKeepIDs tells which object has a member of the wrong type.
func TestFaultsKeepIDs(t *testing.T) {
	lines := score(t, "\xef\xbb\xbf{\"id\":\"u\",\"text\":\"ok\"}\n{\"id\":\"v\",\"text\":123}\n{\"text\":null,\"id\":\"w\",\"parent_text\":[]}\n[]\n")
	for i, want := range []string{`{"id":"u","scored":true`, `{"id":"v","error":"line 2: \"text\" is a number, not a string"}`, `{"id":"w","error":"line 3: \"parent_text\" is an array, not a string"}`, `{"id":null,"error":"line 4: the line is an array, not an object"}`} {
		if !strings.HasPrefix(lines[i], want) {
			t.Errorf("line %d: %s, want %s", i+1, lines[i], want)
		}
	}
}

// TestUnscored gives a text without words nothing that was not measured.
func TestUnscored(t *testing.T) {
	lines := score(t, `{"id":"a","text":"!!!","parent_text":"The bridge is closed."}`, "-prior", "0.02")
	var out struct {
		Scored    bool
		Hostility struct {
			Score float64
			Label string
			Kinds map[string]float64
		}
		Stance struct {
			Parent struct {
				Label                           string
				Agree, Disagree, Neutral, Query float64
			}
		}
	}
	if err := json.Unmarshal([]byte(lines[0]), &out); err != nil {
		t.Fatal(err)
	}
	p := out.Stance.Parent
	if out.Scored || math.Abs(out.Hostility.Score-0.02) > 1e-6 || len(out.Hostility.Kinds) != 0 || p.Label != "unsure" || math.Abs(p.Agree+p.Disagree+p.Neutral+p.Query-1) > 1e-3 {
		t.Errorf("%s", lines[0])
	}
}

func TestBadFlags(t *testing.T) {
	for _, args := range [][]string{{"extra.file"}, {"-prior", "1"}, {"-prior", "1.5"}, {"-prior", "NaN"}, {"-prior", "-1"}, {"-like", "x"}, {"-from", "x"}, {"-from", "perspective", "-like", "perspective"}, {"-from", "perspective", "-prior", "0.1"}} {
		if err := run(args, strings.NewReader(""), io.Discard, io.Discard); err == nil {
			t.Errorf("%q was accepted", args)
		}
	}
}

// TestLineTooLong gets an error in the place of a line over the limit and the
// scores of the lines around it.
func TestLineTooLong(t *testing.T) {
	long := `{"id":"b","text":"` + strings.Repeat("x", 200_000) + `"}`
	for _, in := range []string{
		`{"id":"a","text":"ok"}` + "\n" + long + "\n" + `{"id":"c","text":"fine"}` + "\n",
		`{"id":"a","text":"ok"}` + "\n" + long + "\n" + `{"id":"c","text":"fine"}` + "\n" + long,
	} {
		lines := score(t, in, "-max-line", "1000")
		if len(lines) != strings.Count(strings.TrimSpace(in), "\n")+1 {
			t.Fatalf("%q", lines)
		}
		for i, want := range []string{`{"id":"a","scored":true`, `{"id":null,"error":"line 2: over 1000 bytes`, `{"id":"c","scored":true`, `{"id":null,"error":"line 4:`}[:len(lines)] {
			if !strings.HasPrefix(lines[i], want) {
				t.Errorf("line %d: %s, want %s", i+1, lines[i], want)
			}
		}
	}
}

type broken struct{ after int }

func (b *broken) Write(p []byte) (int, error) {
	if b.after -= len(p); b.after < 0 {
		return 0, io.ErrClosedPipe
	}
	return len(p), nil
}

func TestWriteErrorEnds(t *testing.T) {
	in := strings.Repeat("{\"id\":1,\"text\":\"hello\"}\n", 20000)
	if err := run(nil, strings.NewReader(in), &broken{1000}, io.Discard); err != io.ErrClosedPipe {
		t.Errorf("error %v", err)
	}
}

func TestImport(t *testing.T) {
	lines := score(t, `{"id":"a","attributeScores":{"TOXICITY":{"summaryScore":{"value":0.75}},"INSULT":{"summaryScore":{"value":0.5}}}}
{"id":2,"text":"no response"}
`, "-from", "perspective")
	want := `{"id":"a","scored":true,"hostility":{"score":0.75,"label":"hostile","target":"none","kinds":{"insult":0.5},"spans":[]}}`
	if len(lines) != 2 || lines[0] != want {
		t.Errorf("%q, want %s", lines, want)
	}
	if !strings.HasPrefix(lines[1], `{"id":2,"error":"line 2: `) {
		t.Errorf("%s", lines[1])
	}
}

// TestHelp says what the program reads and writes.
func TestHelp(t *testing.T) {
	var b bytes.Buffer
	if err := run([]string{"-h"}, nil, io.Discard, &b); !errors.Is(err, flag.ErrHelp) || !strings.Contains(b.String(), "usage: score ") || !strings.Contains(b.String(), `"text"`) || !strings.Contains(b.String(), "-max-line") {
		t.Errorf("%v\n%s", err, &b)
	}
}

// FuzzLines holds that every line gives one JSON object, whatever it is.
func FuzzLines(f *testing.F) {
	for _, s := range []string{
		`{"id":"a","text":"You are an idiot.","parent_text":"Why?","target":"Ann"}`, `{"id":{"a":[1]},"text":12}`, "garbage", `{"text":"!!!","parent_text":"x"}`, "[]", `{"id":null,"text":"\ud800"}`,
		`{"comment":{"text":"Überall. Nein!\n“So?” x"},"requestedAttributes":{"TOXICITY":{},"\"":{}},"spanAnnotations":true,"context":{"entries":[{"text":"y"}]}}`,
		`{"id":2,"attributeScores":{"TOXICITY":{"summaryScore":{"value":0.5}}}}`,
	} {
		f.Add([]byte(s))
	}
	m := sentiment.English()
	f.Fuzz(func(t *testing.T, line []byte) {
		if bytes.ContainsRune(line, '\n') {
			return
		}
		for name, score := range map[string]func(dst, line []byte, n int) []byte{"usual": usual(m), "like": perspective(m), "from": imported} {
			if out := score(nil, line, 7); !json.Valid(out) || bytes.ContainsRune(out, '\n') || out[0] != '{' {
				t.Fatalf("%s: %q gives %q", name, line, out)
			}
		}
	})
}

// Who writes a line and waits is answered, however many may follow.
func TestAnswersAtOnce(t *testing.T) {
	in, feed := io.Pipe()
	answers, out := io.Pipe()
	done := make(chan error, 1)
	go func() {
		err := run(nil, in, out, io.Discard)
		out.Close()
		done <- err
	}()
	lines := bufio.NewScanner(answers)
	for i := range 3 {
		if _, err := fmt.Fprintf(feed, "{\"id\":\"%d\",\"text\":\"Yes.\"}\n", i); err != nil {
			t.Fatal(err)
		}
		// Where nothing comes the test hangs, and go test says where.
		if !lines.Scan() || !strings.Contains(lines.Text(), fmt.Sprintf(`"id":"%d"`, i)) {
			t.Fatalf("line %d is answered %q, %v", i, lines.Text(), lines.Err())
		}
	}
	feed.Close()
	if err := <-done; err != nil {
		t.Fatal(err)
	}
}
