package main

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestHostilityTable(t *testing.T) {
	dir := t.TempDir()
	var files []string
	for _, name := range []string{"a", "b"} {
		path := filepath.Join(dir, name+".jsonl")
		data := strings.Repeat(`{"text":"You are an idiot.","label":1}
{"text":"Thank you, that helps.","label":0,"parent_text":"See page nine."}
`, 5)
		if err := os.WriteFile(path, []byte(data), 0o600); err != nil {
			t.Fatal(err)
		}
		files = append(files, path)
	}
	var out bytes.Buffer
	if err := run(append([]string{"-task", "hostility"}, files...), &out, io.Discard); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"sha256", "a.jsonl", "b.jsonl", "mean AUC over 2 sets: 1.0000", "with parent", "80% precision"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("no %q in:\n%s", want, out.String())
		}
	}
}
