package main

import (
	"bytes"
	"encoding/json"
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
	var out, errs bytes.Buffer
	err := run(args, strings.NewReader(stdin), &out, &errs)
	return out.String(), err
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
