package main

import (
	"encoding/csv"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func save(t *testing.T, name, text string) string {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	return name
}

func load(t *testing.T, name string) string {
	t.Helper()
	b, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// A shell that expands -html *.html makes a report of the first page.
func TestWritesOverNothingOfOthers(t *testing.T) {
	dir := t.TempDir()
	first := save(t, filepath.Join(dir, "a.html"), "<p>a page</p>")
	second := save(t, filepath.Join(dir, "b.txt"), page)
	table := save(t, filepath.Join(dir, "tables", "comments.csv"), "id,text\n1,Mine.\n")
	for _, args := range [][]string{
		{"-html", first, second}, {"-gexf", first, second}, {"-html", second, second}, {"-tables", filepath.Dir(table), second},
	} {
		if _, err := analyze(t, "", args...); err == nil || !strings.Contains(err.Error(), "-force") {
			t.Errorf("%q: %v", args, err)
		}
	}
	if load(t, first) != "<p>a page</p>" || load(t, second) != page || load(t, table) != "id,text\n1,Mine.\n" {
		t.Fatal("a file was written over")
	}
	if _, err := analyze(t, "", "-force", "-html", first, second); err != nil || !strings.Contains(load(t, first), "rejoinder") {
		t.Errorf("-force: %v", err)
	}
}

func TestWritesOverItsOwn(t *testing.T) {
	dir := t.TempDir()
	in := save(t, filepath.Join(dir, "b.txt"), page)
	empty := save(t, filepath.Join(dir, "empty.gexf"), "")
	args := []string{"-html", filepath.Join(dir, "r.html"), "-gexf", empty, "-tables", filepath.Join(dir, "tables"), in}
	for range 2 {
		if _, err := analyze(t, "", args...); err != nil {
			t.Fatal(err)
		}
	}
}

func TestWritesToStandardOutput(t *testing.T) {
	t.Chdir(t.TempDir())
	out, err := analyze(t, page, "-html", "-", "-")
	if err != nil || !strings.HasPrefix(out, "<!DOCTYPE html>") {
		t.Errorf("%v\n%.100s", err, out)
	}
	if _, err := os.Stat("-"); err == nil {
		t.Error("there is a file named -")
	}
}

// A folder stands for the files in it.
func TestFolders(t *testing.T) {
	dir := t.TempDir()
	save(t, filepath.Join(dir, "b.txt"), page)
	save(t, filepath.Join(dir, "a.txt"), page)
	save(t, filepath.Join(dir, ".hidden"), page)
	save(t, filepath.Join(dir, "below", "c.txt"), page)
	out, err := analyze(t, "", dir)
	a, b := strings.Index(out, "a.txt: 4 comments"), strings.Index(out, "b.txt: 4 comments")
	if err != nil || a < 0 || b < a || !strings.Contains(out, "all 2 threads together") {
		t.Errorf("%v\n%s", err, out)
	}
	if _, err := analyze(t, "", t.TempDir()); err == nil || !strings.Contains(err.Error(), "without files") {
		t.Errorf("an empty folder: %v", err)
	}
	if _, err := analyze(t, "", "-html", filepath.Join(dir, "a.txt"), dir); err == nil {
		t.Error("a file of the folder was written over")
	}
}

// A run leaves what it writes out of what it reads, and counts no file twice.
func TestFoldersTwice(t *testing.T) {
	dir := t.TempDir()
	a := save(t, filepath.Join(dir, "a.txt"), page)
	save(t, filepath.Join(dir, "b.txt"), strings.ReplaceAll(page, "idiot", "dear"))
	if err := os.Symlink(a, filepath.Join(dir, "link.txt")); err != nil {
		t.Log(err) // not everywhere allowed
	}
	for _, in := range [][]string{{dir}, {a, dir}, {dir, a}, {dir, filepath.Join(dir, ".")}} {
		for range 2 { // the second time over its own
			args := append([]string{"-html", filepath.Join(dir, "r.html"), "-tables", dir, "-figures", dir}, in...)
			if _, err := analyze(t, "", args...); err != nil {
				t.Fatal(err)
			}
			if n := strings.Count(load(t, filepath.Join(dir, "threads.csv")), "\n"); n != 3 {
				t.Errorf("%q: %d lines on 2 threads", in, n)
			}
		}
	}
	own := t.TempDir()
	if _, err := analyze(t, "", "-html", filepath.Join(own, "r.html"), a); err != nil {
		t.Fatal(err)
	}
	if _, err := analyze(t, "", "-html", filepath.Join(own, "r.html"), own); err == nil || !strings.Contains(err.Error(), "without files") {
		t.Errorf("a folder with its own report alone: %v", err)
	}
}

func TestLabelsAreUnique(t *testing.T) {
	for in, want := range map[string]string{
		"a.txt":                     "a.txt",
		"a.txt b/c.txt":             "a.txt c.txt",
		"s1/a.txt s2/a.txt b.txt":   "s1/a.txt s2/a.txt b.txt",
		"x/s/a.txt y/s/a.txt a.txt": "x/s/a.txt y/s/a.txt a.txt",
		"a.txt ./a.txt /a.txt":      "a.txt a.txt#2 /a.txt",
	} {
		if got := strings.Join(labels(strings.Fields(in)), " "); got != want {
			t.Errorf("%s: %s, want %s", in, got, want)
		}
	}
}

// Two files with threads of one name do not run together in the tables.
func TestTablesTellFilesApart(t *testing.T) {
	dir := t.TempDir()
	a := save(t, filepath.Join(dir, "s1", "a.txt"), page)
	b := save(t, filepath.Join(dir, "s2", "a.txt"), page)
	if _, err := analyze(t, "", "-tables", filepath.Join(dir, "out"), a, b); err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(strings.NewReader(load(t, filepath.Join(dir, "out", "threads.csv")))).ReadAll()
	if err != nil || len(rows) != 3 || rows[1][0] != a || rows[2][0] != b || rows[1][1] == rows[2][1] {
		t.Errorf("%v %q", err, rows)
	}
}

// What analyze wrote, it reads.
func TestCommentsAreReadAgain(t *testing.T) {
	dir := t.TempDir()
	if _, err := analyze(t, "", "-tables", dir, filepath.FromSlash("../../testdata/leadership-contest.txt")); err != nil {
		t.Fatal(err)
	}
	out, err := analyze(t, "", filepath.Join(dir, "comments.csv"))
	if err != nil || !strings.Contains(out, "16 comments in 4 conversations, 2 comments lost") {
		t.Errorf("%v\n%s", err, out)
	}
}
