package stats_test

import (
	"fmt"
	"strings"
	"testing"

	"gonum.org/v1/gonum/graph/encoding/dot"
	"gonum.org/v1/gonum/graph/simple"

	"github.com/seed-100d3eb7/rejoinder/stats"
)

func TestDOTKeepsNamesAndWeights(t *testing.T) {
	names := []string{"Sam", "Sam", "<b>", `a"b\`, "two\nlines", "node"}
	g := stats.NewPeopleGraph(names, []stats.Pair{{From: 0, To: 1, Weight: 2}, {From: 1, To: 2, Weight: 0.25}})
	b, err := dot.Marshal(g, "", "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	out := string(b)
	for _, want := range []string{
		`0 [label="Sam"];`, `1 [label="Sam"];`, `2 [label="<b>"];`, `3 [label="a\"b\\"];`, `4 [label="two?lines"];`, `5 [label="node"];`,
		`0 -> 1 [weight=2];`, `1 -> 2 [weight=0.25];`,
	} {
		if !strings.Contains(out, want) {
			t.Errorf("no %s in\n%s", want, out)
		}
	}
	// A second parser takes it.
	back := simple.NewDirectedGraph()
	if err := dot.Unmarshal(b, back); err != nil || back.Nodes().Len() != len(names) || back.Edges().Len() != 2 {
		t.Errorf("%d nodes, %d edges, %v", back.Nodes().Len(), back.Edges().Len(), err)
	}
}

func ExamplePerson_Attributes() {
	var m stats.Interactions
	m.Add(quarrel(), nil)
	b, err := dot.Marshal(m.Graph(), "replies", "", "  ")
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("%s", b)
	// Output:
	// strict digraph replies {
	//   // Node definitions.
	//   0 [label="ann"];
	//   1 [label="ben"];
	//   2 [label="cat"];
	//   3 [label="dan"];
	//
	//   // Edge definitions.
	//   0 -> 1 [weight=1];
	//   1 -> 0 [weight=2];
	//   2 -> 0 [weight=2];
	// }
}
