package sentiment

import (
	"bufio"
	"flag"
	"fmt"
	"math"
	"os"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "rewrite the golden scores")

// goldenFile holds scores of texts written for the purpose: a version of the
// model never changes them.
const goldenFile = "testdata/scores-en-1.3.0.txt"

var goldenTexts = []string{
	"Thank you, that answers my question.",
	"You are an idiot.",
	"You are not an idiot.",
	"I disagree: the report says otherwise, see page nine.",
	"Shut up, nobody asked you.",
	"He called me a moron and left.",
	"What a lovely garden, I am jealous!",
	"This policy is a disgrace and the minister should resign.",
	"The minister is a lying crook.",
	"My neighbours are Muslim and make wonderful bread.",
	"I hope you die.",
	"Get lost, you p4thetic l0ser.",
	"Holy shit, that goal was brilliant.",
	"The fog was thick and the road was dense with traffic.",
	"Grow up and read the article before you comment.",
	"> you are a fool\n\nI did not say that.",
	"Have you got a source for this?",
	"Typical lefties, always whining.",
	"ok",
	"12:30",
}

func TestGoldenScores(t *testing.T) {
	m := English()
	if *update {
		var b strings.Builder
		fmt.Fprintf(&b, "# %s %s\n", m.Card().Name, m.Card().Version)
		for _, s := range goldenTexts {
			x := m.Score("", s)
			fmt.Fprintf(&b, "%.6f %s %s %q\n", x.Hostility.Score, x.Hostility.Label, x.Hostility.Target, s)
		}
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(goldenFile, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	f, err := os.Open(goldenFile)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	sc := bufio.NewScanner(f)
	i := 0
	for sc.Scan() {
		if strings.HasPrefix(sc.Text(), "#") {
			continue
		}
		var score float64
		var label, target, text string
		if _, err := fmt.Sscanf(sc.Text(), "%f %s %s %q", &score, &label, &target, &text); err != nil {
			t.Fatalf("%q: %v", sc.Text(), err)
		}
		h := m.Score("", text).Hostility
		if math.Abs(float64(h.Score)-score) > 2e-6 || h.Label.String() != label || h.Target.String() != target {
			t.Errorf("%q: %.6f %s %s, want %.6f %s %s", text, h.Score, h.Label, h.Target, score, label, target)
		}
		i++
	}
	if i != len(goldenTexts) {
		t.Errorf("%d golden scores for %d texts", i, len(goldenTexts))
	}
}
