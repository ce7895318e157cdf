package hosteval

import (
	"math"
	"os"
	"path/filepath"
	"testing"
)

func TestLoadAndEvaluate(t *testing.T) {
	path := filepath.Join(t.TempDir(), "x.jsonl")
	data := `{"text":"bad thing","label":1}
{"text":"good thing","label":0,"parent_text":"p"}
{"text":"bad too","hostility":2,"hostility_target":"group"}
{"text":"calm","hostility":1,"hostility_target":"none"}
{"text":"no label","label":"agree"}
`
	if err := os.WriteFile(path, []byte(data), 0o600); err != nil {
		t.Fatal(err)
	}
	items, err := Load(path)
	if err != nil || len(items) != 4 {
		t.Fatalf("%d items, %v", len(items), err)
	}
	r := Evaluate(items, func(_, text string) (float64, float64, string, bool) {
		if text[:3] == "bad" {
			return 0.9, 0.9, "group", true
		}
		return 0.1, 0.1, "none", true
	}, 0.5)
	if r.N != 4 || r.Positive != 2 || r.AUC.Value != 1 || r.F1.Value != 1 || r.TargetF1 != 1 {
		t.Errorf("%+v", r)
	}
}

func TestMovePrior(t *testing.T) {
	got := MovePrior([]float64{0.2, 0.5, 0.9}, 0.1)
	mean := (got[0] + got[1] + got[2]) / 3
	if math.Abs(mean-0.1) > 1e-6 || !(got[0] < got[1] && got[1] < got[2]) {
		t.Errorf("%v, mean %v", got, mean)
	}
}

func TestLoadSaysWhere(t *testing.T) {
	path := filepath.Join(t.TempDir(), "x.jsonl")
	os.WriteFile(path, []byte("{\"text\":\"a\",\"label\":1}\n{"), 0o600)
	if _, err := Load(path); err == nil {
		t.Error("no error for a broken line")
	}
}
