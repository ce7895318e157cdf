package rejoinder

import (
	"encoding/xml"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"

	"gonum.org/v1/gonum/graph/formats/gexf12"

	"github.com/seed-100d3eb7/rejoinder/stats"
)

// WriteGEXF writes the network of who replies to whom over all threads as
// GEXF 1.2 for Gephi: one node a participant, one directed edge an ordered
// pair with the number of replies as its weight, never two parallel ones
// (Gephi sums those differently from version to version), replies to oneself
// left out. Nodes carry counts, the mean hostility of what was written and a
// community by Leiden's method, edges the mean hostility of the replies and the
// expected number of those that agree and disagree. Characters that XML forbids
// are left out of names; people of one name have their key behind it.
func (r *Report) WriteGEXF(w io.Writer) error {
	return networkOf(r.Threads...).writeGEXF(w)
}

// WriteGEXF writes any network of replies as [Report.WriteGEXF] does, without
// hostility and stance. Weights are those of m.
func WriteGEXF(w io.Writer, m *stats.Interactions) error {
	g := &network{replies: m}
	g.count()
	return g.writeGEXF(w)
}

// The attributes of nodes and edges.
var (
	nodeAttributes = []gexf12.Attribute{
		{ID: "author_id", Title: "author_id", Type: "string"},
		{ID: "comments", Title: "comments", Type: "integer"},
		{ID: "written", Title: "replies_written", Type: "double"},
		{ID: "received", Title: "replies_received", Type: "double"},
		{ID: "hostility", Title: "hostility_mean", Type: "double"},
		{ID: "community", Title: "community", Type: "integer"},
	}
	edgeAttributes = []gexf12.Attribute{
		{ID: "hostility", Title: "hostility_mean", Type: "double"},
		{ID: "agree", Title: "agree", Type: "double"},
		{ID: "disagree", Title: "disagree", Type: "double"},
	}
)

func (g *network) writeGEXF(w io.Writer) error {
	out := gexf12.Graph{DefaultEdgeType: "directed", Mode: "static", Attributes: []gexf12.Attributes{
		{Class: "node", Attributes: nodeAttributes}, {Class: "edge", Attributes: edgeAttributes},
	}}
	names := map[string]int{}
	for _, p := range g.people {
		names[p.name]++
	}
	communities := g.replies.Graph().Leiden(1, 1)
	for i, p := range g.people {
		label := p.name
		if names[p.name] > 1 && p.key != "" {
			label += " (" + p.key + ")"
		}
		out.Nodes.Nodes = append(out.Nodes.Nodes, gexf12.Node{ID: fmt.Sprint("p", i), Label: xmlText(label), AttValues: attributes(
			"author_id", xmlText(p.key), "comments", strconv.Itoa(p.comments), "written", finite(p.written), "received", finite(p.received),
			"hostility", finite(p.hostilityMean()), "community", strconv.Itoa(communities.Of[i]),
		)})
	}
	for pair := range g.replies.Pairs() {
		if pair.From == pair.To {
			continue
		}
		hostility, agree, disagree := g.edge(pair.From, pair.To)
		out.Edges.Edges = append(out.Edges.Edges, gexf12.Edge{
			ID: fmt.Sprint("e", len(out.Edges.Edges)), Source: fmt.Sprint("p", pair.From), Target: fmt.Sprint("p", pair.To), Weight: pair.Weight,
			AttValues: attributes("hostility", finite(hostility), "agree", finite(agree), "disagree", finite(disagree)),
		})
	}
	out.Nodes.Count, out.Edges.Count = len(out.Nodes.Nodes), len(out.Edges.Edges)
	text, err := xml.MarshalIndent(gexf12.Content{
		XMLName: xml.Name{Space: "http://www.gexf.net/1.2draft", Local: "gexf"},
		Meta:    &gexf12.Meta{Creator: "rejoinder " + Version, Description: "edges run from who replies to who is answered; weight counts replies"},
		Graph:   out, Version: "1.2",
	}, "", "  ")
	if err != nil {
		return err
	}
	_, err = w.Write(append(append([]byte(xml.Header), text...), '\n'))
	return err
}

// attributes pairs names with values, leaving out what is unknown.
func attributes(pairs ...string) *gexf12.AttValues {
	var v gexf12.AttValues
	for i := 0; i < len(pairs); i += 2 {
		if pairs[i+1] != "" {
			v.AttValues = append(v.AttValues, gexf12.AttValue{For: pairs[i], Value: pairs[i+1]})
		}
	}
	if v.AttValues == nil {
		return nil
	}
	return &v
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
