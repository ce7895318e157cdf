package rejoinder_test

import (
	"bytes"
	"os"
	"strings"
	"testing"

	"github.com/seed-100d3eb7/rejoinder/internal/golden"
)

// TestReadme holds the sample in the README to what the program prints.
func TestReadme(t *testing.T) {
	const page = "testdata/leadership-contest.txt"
	r := analyse(t, page, nil)
	r.Source.Name = page
	var want bytes.Buffer
	if err := r.WriteText(&want, nil); err != nil {
		t.Fatal(err)
	}
	readme, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	readme = bytes.ReplaceAll(readme, []byte("\r\n"), []byte("\n"))
	before, rest, found := strings.Cut(string(readme), "```text\n")
	got, after, closed := strings.Cut(rest, "```\n")
	if !found || !closed || strings.Count(string(readme), "```text\n") != 1 {
		t.Fatal("the README has no sample, or several")
	}
	if os.Getenv(golden.Env) == "1" {
		if err := os.WriteFile("README.md", []byte(before+"```text\n"+want.String()+"```\n"+after), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	printed, shown := strings.Split(want.String(), "\n"), strings.Split(got, "\n")
	for i := range max(len(printed), len(shown)) {
		switch {
		case i >= len(shown):
			t.Fatalf("the sample ends before %q", printed[i])
		case i >= len(printed) || printed[i] != shown[i]:
			t.Fatalf("line %d of the sample is not what analyze prints; %s=1 rewrites it\n%s", i+1, golden.Env, shown[i])
		}
	}
}
