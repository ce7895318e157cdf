package main

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const page = `An article.

  1. First of all, thank you for asking, since nobody else ever did.

    1. Nonsense, you idiot, you never read it.

  2. Agreed with all of it, as ever, though I would add that it came too late.

  3. And when does it open, and who pays for it in the end if not all of us?

`

func analyze(t *testing.T, stdin string, args ...string) (string, error) {
	t.Helper()
	out, _, err := analyzeAll(t, stdin, args...)
	return out, err
}

func analyzeAll(t *testing.T, stdin string, args ...string) (stdout, stderr string, err error) {
	t.Helper()
	var out, errs bytes.Buffer
	err = run(args, strings.NewReader(stdin), &out, &errs)
	return out.String(), errs.String(), err
}

func TestText(t *testing.T) {
	out, err := analyze(t, page, "-")
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"4 comments in 3 conversations", "│ └─ c2", "authors known for 0 of 4 comments", "reply latency not computable"} {
		if !strings.Contains(out, want) {
			t.Errorf("no %q in\n%s", want, out)
		}
	}
	if strings.Contains(out, "\x1b") {
		t.Error("colour where there is no terminal")
	}
	if out, _ = analyze(t, page, "-color", "always", "-"); !strings.Contains(out, "\x1b[") {
		t.Error("no colour where it was asked for")
	}
}

func TestNothingFound(t *testing.T) {
	const article = "An article.\n\nIt has paragraphs, and no comments.\n"
	if out, err := analyze(t, article, "-"); err != nil || !strings.Contains(out, "no comment section found") {
		t.Errorf("%q, %v", out, err)
	}
	out, err := analyze(t, article, "-json", "-")
	var r struct{ Threads []json.RawMessage }
	if err != nil || json.Unmarshal([]byte(out), &r) != nil || r.Threads == nil || len(r.Threads) != 0 {
		t.Errorf("%q, %v", out, err)
	}
}

func TestJSONAndTargets(t *testing.T) {
	out, err := analyze(t, strings.ReplaceAll(page, "Agreed with", "Mary Bloom is right about"), "-json", "-target", "Mary Bloom", "-")
	if err != nil {
		t.Fatal(err)
	}
	var r struct {
		Threads []struct {
			Stance struct{ Targets []struct{ Target string } }
		}
	}
	if err := json.Unmarshal([]byte(out), &r); err != nil {
		t.Fatal(err)
	}
	if len(r.Threads) != 1 || len(r.Threads[0].Stance.Targets) != 1 || r.Threads[0].Stance.Targets[0].Target != "Mary Bloom" {
		t.Errorf("%+v", r)
	}
}

func TestExports(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "page.txt")
	if err := os.WriteFile(file, []byte(page), 0o644); err != nil {
		t.Fatal(err)
	}
	html, gexf, tables := filepath.Join(dir, "r.html"), filepath.Join(dir, "r.gexf"), filepath.Join(dir, "tables")
	if _, err := analyze(t, "", "-html", html, "-gexf", gexf, "-tables", tables, file, file); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{html, gexf, filepath.Join(tables, "comments.csv"), filepath.Join(tables, "edges.csv")} {
		if info, err := os.Stat(name); err != nil || info.Size() == 0 {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// Figures on several files; what cannot be drawn is named.
func TestFigures(t *testing.T) {
	dir := t.TempDir()
	a, b := save(t, filepath.Join(dir, "a.txt"), page), save(t, filepath.Join(dir, "b.txt"), page)
	figures := filepath.Join(dir, "figures")
	for range 2 { // the second time over its own
		_, errs, err := analyzeAll(t, "", "-figures", figures, a, b)
		if err != nil || !strings.Contains(errs, "no figure week: the times are not known") ||
			!strings.Contains(errs, "no figure spread: too few replies have a score") || strings.Contains(errs, "levels") {
			t.Fatalf("%v\n%s", err, errs)
		}
	}
	for name, want := range map[string]string{"levels": "8 comments on 2 levels", "threads": "b.txt t1", "course": "share of hostile"} {
		if s := load(t, filepath.Join(figures, name+".svg")); !strings.Contains(s, want) {
			t.Errorf("%s: no %q", name, want)
		}
	}
	mine := save(t, filepath.Join(dir, "mine", "week.svg"), "<svg>mine</svg>")
	if _, err := analyze(t, "", "-figures", filepath.Dir(mine), a); err == nil || load(t, mine) != "<svg>mine</svg>" {
		t.Errorf("written over: %v", err)
	}
	if _, err := analyze(t, "", "-figures", "-", a); err == nil {
		t.Error("-figures - is taken")
	}
}

func TestFormats(t *testing.T) {
	const dump = `{"id":"a","link_id":"t3_p","parent_id":"t3_p","author":"ann","created_utc":1577980000,"body":"First."}
{"id":"x","link_id":"t3_q","parent_id":"t3_q","author":"cy","created_utc":1577980001,"body":"Elsewhere."}
{"id":"b","link_id":"t3_p","parent_id":"t1_a","author":"ben","created_utc":1577980060,"body":"No."}
`
	out, err := analyze(t, dump, "-")
	if err != nil || strings.Count(out, "conversation") != 2 || !strings.Contains(out, "└─ ") {
		t.Errorf("%v\n%s", err, out)
	}
	if !strings.Contains(out, "ben → ann") && !strings.Contains(out, "median reply after") {
		t.Errorf("no latency in\n%s", out)
	}
	if _, err := analyze(t, dump, "-format", "nonsense", "-"); err == nil {
		t.Error("no error for a format that there is not")
	}
	if _, err := analyze(t, "", "nowhere.txt"); err == nil {
		t.Error("no error for a file that is not there")
	}
}

// One bad file does not end the run, and leaves a trace wherever one looks.
func TestGoesOnAfterABadFile(t *testing.T) {
	dir := t.TempDir()
	good := save(t, filepath.Join(dir, "good.txt"), page)
	other := save(t, filepath.Join(dir, "other.txt"), page)
	var packed bytes.Buffer
	z := gzip.NewWriter(&packed)
	z.Write([]byte(strings.Repeat(page, 400)))
	z.Close()
	bad := save(t, filepath.Join(dir, "bad.txt.gz"), packed.String()[:packed.Len()-20])
	nowhere := filepath.Join(dir, "nowhere.txt")

	out, errs, err := analyzeAll(t, "", good, bad, nowhere, other)
	if err == nil || !strings.Contains(err.Error(), "2 of 4 files") || !strings.Contains(errs, "bad.txt.gz: ") || !strings.Contains(errs, nowhere) {
		t.Errorf("%v\n%s", err, errs)
	}
	if strings.Count(out, "4 comments in 3 conversations") < 2 || strings.Contains(out, "no comment section found") {
		t.Errorf("text:\n%.300s", out)
	}
	out, _, err = analyzeAll(t, "", "-json", good, bad, nowhere, other)
	failed := 0
	d := json.NewDecoder(strings.NewReader(out))
	for range 4 {
		var r struct {
			Source struct{ Name string }
			Error  string
		}
		if err := d.Decode(&r); err != nil {
			t.Fatal(err)
		}
		if r.Error != "" {
			failed++
		}
		if (r.Error != "") != (r.Source.Name == bad || r.Source.Name == nowhere) {
			t.Errorf("%s: error %q", r.Source.Name, r.Error)
		}
	}
	if err == nil || failed != 2 {
		t.Errorf("%v, %d objects with an error", err, failed)
	}
	html := filepath.Join(dir, "r.html")
	if _, _, err = analyzeAll(t, "", "-html", html, nowhere, good, other); err == nil || !strings.Contains(load(t, html), "nowhere.txt") ||
		!strings.Contains(load(t, html), `<a href="#thread2">other.txt t1</a>`) {
		t.Errorf("page: %v", err)
	}
	if _, errs, err = analyzeAll(t, "no comments here\n", "-html", html, "-"); err != nil || !strings.Contains(errs, "no comment section found") {
		t.Errorf("%v %q", err, errs)
	}
}

func TestNamesBadRecords(t *testing.T) {
	var in strings.Builder
	for i := range 15 {
		fmt.Fprintf(&in, "{\"id\":\"c%d\",\"text\":\"Yes.\",\"author\":\"Ann\"}\n{\"id\":\n", i)
	}
	out, errs, err := analyzeAll(t, in.String(), "-format", "table", "-")
	if err != nil || strings.Count(errs, "not read: ") != 10 || !strings.Contains(errs, "and 5 more") || !strings.Contains(errs, "line 2") ||
		!strings.Contains(out, "15 records could not be read") {
		t.Errorf("%v\n%s\n%s", err, errs, out)
	}
}

func TestColumns(t *testing.T) {
	const odd = "Kommentar;Verfasser;Datum\nSo nicht.;Anna;03/04/2020\nDoch!;Ben;04/04/2020\n"
	out, err := analyze(t, odd, "-columns", "text=Kommentar,author=Verfasser,time=Datum", "-day-first", "-")
	if err != nil || !strings.Contains(out, "2 comments") || !strings.Contains(out, "Anna, 2020-04-03") {
		t.Errorf("%v\n%s", err, out)
	}
	for _, bad := range []string{"Kommentar", "texts=Kommentar", "text="} {
		if _, err := analyze(t, odd, "-columns", bad, "-"); err == nil {
			t.Errorf("-columns %s: %v", bad, err)
		}
	}
}

func TestSummary(t *testing.T) {
	dir := t.TempDir()
	a, b := save(t, filepath.Join(dir, "a.txt"), page), save(t, filepath.Join(dir, "b.txt"), page)
	out, err := analyze(t, "", "-summary", a, b)
	if err != nil || !strings.Contains(out, "all 2 threads together\n\nComments      8\n") || strings.Contains(out, "Nonsense") {
		t.Errorf("%v\n%s", err, out)
	}
	out, err = analyze(t, page, "-summary", "-json", "-")
	var r struct {
		Threads []json.RawMessage
		Total   struct {
			Threads, Comments int
			Hostility         struct{ Rate struct{ N int } }
			Known             struct {
				Displayed int `json:"displayed_links"`
			}
		}
	}
	if jerr := json.Unmarshal([]byte(out), &r); err != nil || jerr != nil || len(r.Threads) != 0 || r.Total.Threads != 1 ||
		r.Total.Comments != 4 || r.Total.Hostility.Rate.N != 4 || r.Total.Known.Displayed != 1 {
		t.Errorf("%v, %v, %+v", err, jerr, r)
	}
	out, err = analyze(t, page, "-json", "-no-total", "-")
	if err != nil || strings.Contains(out, `"total":`) || !strings.Contains(out, `"threads":[{`) || !json.Valid([]byte(out)) {
		t.Errorf("%v\n%s", err, out)
	}
}

func TestFlagsTogether(t *testing.T) {
	html := filepath.Join(t.TempDir(), "r.html")
	out, err := analyze(t, page, "-json", "-html", html, "-")
	if err != nil || !strings.HasPrefix(out, `{"tool":`) || strings.Contains(out, `"source":"-"`) || !strings.HasPrefix(load(t, html), "<!DOCTYPE") {
		t.Errorf("%v\n%.200s", err, out)
	}
	for _, args := range [][]string{{"-json", "-html", "-"}, {"-summary", "-gexf", "-"}, {"-tables", "-"}, {"-json", "-summary", "-no-total"}} {
		if out, err := analyze(t, page, append(args, "-")...); err == nil || out != "" {
			t.Errorf("%q: %v", args, err)
		}
	}
	if _, err := analyze(t, page, "-target", "", "-"); err == nil {
		t.Errorf("a target without a name: %v", err)
	}
	if _, err := analyze(t, ""); err == nil {
		t.Errorf("no file: %v", err)
	}
	if _, errs, err := analyzeAll(t, "", "-h"); !errors.Is(err, flag.ErrHelp) || !strings.Contains(errs, "usage: analyze") {
		t.Errorf("-h: %v", err)
	}
	out, err = analyze(t, page, "-target", "Ada Marchbank", "-")
	if err != nil || !strings.Contains(out, "Ada Marchbank: not mentioned") {
		t.Errorf("%v\n%s", err, out)
	}
}

func TestHints(t *testing.T) {
	for in, want := range map[string]string{
		"a;b\n1;2\n": "-columns",
		`{"url":"http://e","text":"A page."}` + "\n" + `{"url":"http://f","text":"Another."}` + "\n": "examples/pages",
	} {
		format := "table"
		if strings.Contains(in, "url") {
			format = "pages"
		}
		out, err := analyze(t, in, "-format", format, "-")
		if err == nil || !strings.Contains(err.Error(), want) || out != "" {
			t.Errorf("%v, stdout %q", err, out)
		}
	}
}

func TestTableNotices(t *testing.T) {
	odd := save(t, filepath.Join(t.TempDir(), "odd.csv"), "Kommentar;Verfasser\nSo nicht.;Anna\n")
	if _, errs, err := analyzeAll(t, "", odd); err != nil || !strings.Contains(errs, "-columns") {
		t.Errorf("%v\n%s", err, errs)
	}
	_, errs, err := analyzeAll(t, "text,wer,when,date\nYes.,Ann,x,03/04/2020\nNo.,Ben,y,04/04/2020\n", "-")
	if err != nil || !strings.Contains(errs, "columns not used: wer, when (-columns") || !strings.Contains(errs, "-day-first") {
		t.Errorf("%v\n%s", err, errs)
	}
}

// No name is left in any form of the report, and a second run gives the same
// labels.
func TestPseudonyms(t *testing.T) {
	dir := t.TempDir()
	secret := filepath.Join(dir, "secret.key")
	in := save(t, filepath.Join(dir, "in.jsonl"), `{"id":"1","author":"Ann Marchbank","author_id":"k17","url":"http://e/@annm","text":"I am for it."}
{"id":"2","parent":"1","author":"bert_99","text":"@Ann Marchbank that is wrong, you idiot."}
{"id":"3","parent":"2","author":"Ann Marchbank","author_id":"k17","text":"bert_99 wrote:\\n> that is wrong\\nNo, bert_99."}
{"id":"4","parent":"2","author":"Cy","text":"Marchbank is right, and Marchbank knows it."}
`)
	run := func(flags ...string) string {
		out, err := analyze(t, "", append(append([]string{"-pseudonyms", secret, "-full"}, flags...), in)...)
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	html, gexf, tables := filepath.Join(dir, "r.html"), filepath.Join(dir, "r.gexf"), filepath.Join(dir, "tables")
	if _, errs, _ := analyzeAll(t, "", "-pseudonyms", secret, in); !strings.Contains(errs, "a new secret was made") {
		t.Errorf("nothing says that there was no secret: %q", errs)
	}
	text := run()
	all := text + run("-json", "-html", html, "-gexf", gexf, "-tables", tables) + load(t, html) + load(t, gexf)
	for _, name := range []string{"comments", "threads", "authors", "edges", "targets"} {
		all += load(t, filepath.Join(tables, name+".csv"))
	}
	for _, name := range []string{"Ann", "Marchbank", "annm", "bert", "k17", "Cy"} {
		if i := strings.Index(all, name); i >= 0 {
			t.Errorf("%s is left in %q", name, all[max(0, i-60):min(len(all), i+60)])
		}
	}
	if strings.Count(text, "person-") < 8 || run() != text {
		t.Errorf("labels are missing, or differ between runs:\n%s", text)
	}
	if info, err := os.Stat(secret); err != nil || info.Mode().Perm()&0o077 != 0 && os.PathSeparator == '/' {
		t.Errorf("others may read the secret: %v", err)
	}
	save(t, secret, "short")
	if _, err := analyze(t, "", "-pseudonyms", secret, in); err == nil {
		t.Error("a short secret is taken")
	}
}

// Several files come to one total, in JSON as one object and in text at the end.
func TestTotalOfSeveralFiles(t *testing.T) {
	dir := t.TempDir()
	a, b := save(t, filepath.Join(dir, "a.txt"), page), save(t, filepath.Join(dir, "b.txt"), page)
	nowhere := filepath.Join(dir, "nowhere.txt")
	out, err := analyze(t, "", "-summary", "-json", a, b, nowhere)
	var r struct {
		Source  struct{ Name string }
		Threads []json.RawMessage
		Total   struct{ Threads, Comments int }
		Error   string
	}
	if jerr := json.Unmarshal([]byte(out), &r); jerr != nil || err == nil || r.Source.Name != "3 files" || len(r.Threads) != 0 ||
		r.Total.Threads != 2 || r.Total.Comments != 8 || !strings.HasPrefix(r.Error, "nowhere.txt: ") {
		t.Errorf("%v, %v\n%s", err, jerr, out)
	}
	out, err = analyze(t, "", a, b)
	if err != nil || strings.Count(out, "all 2 threads together") != 1 || strings.Count(out, "a 95 % interval") != 1 || !strings.HasPrefix(out, a) ||
		strings.Index(out, "together") > strings.Index(out, "a 95 % interval") {
		t.Errorf("%v\n%s", err, out)
	}
	if out, err = analyze(t, "", a); err != nil || strings.Contains(out, "together") || strings.Count(out, "a 95 % interval") != 1 {
		t.Errorf("%v\n%s", err, out)
	}
	out, err = analyze(t, "", a, save(t, filepath.Join(dir, "none.txt"), "No comments.\n"))
	if err != nil || strings.Contains(out, "together") || strings.Count(out, "a 95 % interval") != 1 {
		t.Errorf("%v\n%s", err, out)
	}
}

// Messages tell a way out, in words of the program and not of the library.
func TestMessages(t *testing.T) {
	dir := t.TempDir()
	none := save(t, filepath.Join(dir, "none.txt"), "No comments here.\n")
	_, errs, err := analyzeAll(t, "", none, none)
	if err != nil || strings.Count(errs, "save the page as HTML") != 1 {
		t.Errorf("%v\n%s", err, errs)
	}
	odd := save(t, filepath.Join(dir, "odd.csv"), "Nr.;Verfasser;Kommentar\n1;Anna;So nicht.\n")
	if _, errs, err = analyzeAll(t, "", odd); err != nil || !strings.Contains(errs, `with the columns "Nr.", "Verfasser", "Kommentar": -columns`) {
		t.Errorf("%v\n%s", err, errs)
	}
	book := save(t, filepath.Join(dir, "book.xlsx"), "PK\x03\x04"+strings.Repeat("\x00", 60))
	if _, _, err = analyzeAll(t, "", book); err == nil || !strings.Contains(err.Error(), "save it as CSV") {
		t.Error(err)
	}
	if _, _, err = analyzeAll(t, "text\nYes.\n", "-day-first", "-month-first", "-"); err == nil {
		t.Error("-day-first and -month-first are taken together")
	}
	_, errs, _ = analyzeAll(t, "{\"id\":\"a\",\"text\":\"Yes.\"}\n{\"id\":\n", "-format", "table", "-")
	if !strings.Contains(errs, "not read: line 2") || strings.Contains(errs, "thread:") || strings.Contains(errs, "table:") {
		t.Error(errs)
	}
	out, err := analyze(t, page, "-target", "taxes", "-target", "Taxes", "-")
	if err != nil || strings.Count(out, "not mentioned") != 1 {
		t.Errorf("%v\n%s", err, out)
	}
}
