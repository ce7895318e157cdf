package stats

import (
	"bytes"
	"encoding/json"
	"math"
	"testing"
)

// What is undefined is so still when it has been written and read.
func TestTestsReadBack(t *testing.T) {
	for _, want := range []Test{MannWhitney(nil, []float64{1}), {Statistic: 2.5, P: 0.25, DF: 3, N: 9}} {
		b, err := json.Marshal(want)
		if err != nil {
			t.Fatal(err)
		}
		var got Test
		if err := json.Unmarshal(b, &got); err != nil {
			t.Fatal(err)
		}
		same := func(a, b float64) bool { return a == b || math.IsNaN(a) && math.IsNaN(b) }
		if !same(got.P, want.P) || !same(got.Statistic, want.Statistic) || got.N != want.N || got.DF != want.DF || got.Reason != want.Reason {
			t.Errorf("%s: %+v, want %+v", b, got, want)
		}
	}
}

func TestInteractionsReadBack(t *testing.T) {
	const in = `{"participants":["Ann","Ann","Bo"],"keys":["k1","","k2"],"wrote":[2,1,4],"replies":[[0,2,1.5],[1,1,1],[2,0,3]],"known":6,"unknown":1,"skipped":2}`
	var m Interactions
	if err := json.Unmarshal([]byte(in), &m); err != nil {
		t.Fatal(err)
	}
	out, err := json.Marshal(&m)
	if err != nil {
		t.Fatal(err)
	}
	var again, sum Interactions
	if err := json.Unmarshal(out, &again); err != nil {
		t.Fatal(err)
	}
	second, _ := json.Marshal(&again)
	if m.Len() != 3 || m.Sum() != 5.5 || !bytes.Equal(out, second) {
		t.Errorf("%s, then %s", out, second)
	}
	sum.Merge(&m)
	if third, _ := json.Marshal(&sum); !bytes.Equal(out, third) {
		t.Errorf("merged: %s, want %s", third, out)
	}
	for _, bad := range []string{
		`{"participants":["a"],"replies":[[0,1,1]]}`, `{"participants":["a"],"replies":[[0,0.5,1]]}`, `{"participants":["a"],"replies":[[0,0,-1]]}`,
		`{"participants":["a","a"]}`, `{"participants":["a"],"keys":["x","y"]}`, `{"participants":["a"],"wrote":[]}`, `[]`,
	} {
		if err := json.Unmarshal([]byte(bad), new(Interactions)); err == nil {
			t.Errorf("%s was read", bad)
		}
	}
}
