package rejoinder

import (
	"encoding/xml"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"gonum.org/v1/gonum/graph/formats/gexf12"

	"github.com/seed-100d3eb7/rejoinder/stats"
)

// WriteGEXF writes the network of who replies to whom over all threads as
// GEXF 1.2 for Gephi: one node a participant, one directed edge an ordered
// pair with the number of replies as its weight, never two parallel ones
// (Gephi sums those differently from version to version), replies to oneself
// left out. Characters that XML forbids are left out of names.
func (r *Report) WriteGEXF(w io.Writer) error {
	var all stats.Interactions
	for _, a := range r.Threads {
		all.Merge(a.interactions())
	}
	g := gexf12.Graph{DefaultEdgeType: "directed", Mode: "static"}
	g.Attributes = []gexf12.Attributes{{Class: "node", Attributes: []gexf12.Attribute{
		{ID: "comments", Title: "comments", Type: "integer"},
	}}}
	for i := range all.Len() {
		g.Nodes.Nodes = append(g.Nodes.Nodes, gexf12.Node{
			ID: fmt.Sprint("p", i), Label: xmlText(all.Name(i)),
			AttValues: &gexf12.AttValues{AttValues: []gexf12.AttValue{{For: "comments", Value: fmt.Sprint(all.Comments(i))}}},
		})
	}
	for pair := range all.Pairs() {
		if pair.From == pair.To {
			continue
		}
		g.Edges.Edges = append(g.Edges.Edges, gexf12.Edge{
			ID: fmt.Sprint("e", len(g.Edges.Edges)), Source: fmt.Sprint("p", pair.From), Target: fmt.Sprint("p", pair.To), Weight: pair.Weight,
		})
	}
	g.Nodes.Count, g.Edges.Count = len(g.Nodes.Nodes), len(g.Edges.Edges)
	out, err := xml.MarshalIndent(gexf12.Content{
		XMLName: xml.Name{Space: "http://www.gexf.net/1.2draft", Local: "gexf"},
		Meta:    &gexf12.Meta{Creator: "rejoinder " + Version, Description: "edges run from who replies to who is answered; weight counts replies"},
		Graph:   g, Version: "1.2",
	}, "", "  ")
	if err != nil {
		return err
	}
	_, err = w.Write(append(append([]byte(xml.Header), out...), '\n'))
	return err
}

// xmlText leaves out what XML 1.0 forbids.
func xmlText(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\t' || r == '\n' || r == '\r' || r >= 0x20 && r <= 0xD7FF || r >= 0xE000 && r < utf8.RuneError || r > 0xFFFF && r <= utf8.MaxRune:
			return r
		}
		return -1
	}, s)
}
