package main

import (
	"fmt"
	"io"
	"path/filepath"
	"strings"
	"text/tabwriter"

	"github.com/seed-100d3eb7/rejoinder/internal/treeeval"
	"github.com/seed-100d3eb7/rejoinder/internal/treesim"
	"github.com/seed-100d3eb7/rejoinder/thread/plaintext"
	"github.com/seed-100d3eb7/rejoinder/thread/resolve"
)

// trees measures the recovery of reply trees. Of a file trees-*.ndjson.gz, true
// trees, it shows every tree as a site with a nesting limit of 3 would and
// measures who is found to be answered below it; of a file samples-*.ndjson.gz,
// pages as plain text, it measures how the displayed trees are rebuilt.
//
//	go run ./examples/evaluate -task trees ../shared/data/trees/dev/trees-*.ndjson.gz
//
// The shipped model was trained on that very directory: figures that it has not
// seen are printed by go run ./thread/resolve/internal/train.
func trees(files []string, w io.Writer) error {
	var samples []string
	out := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	head := false
	for _, name := range files {
		if strings.HasPrefix(filepath.Base(name), "samples") {
			samples = append(samples, name)
			continue
		}
		list, err := treesim.ReadFile(name)
		if err != nil {
			return err
		}
		if !head {
			fmt.Fprintln(out, "comments at a nesting limit of 3, 30 % with a quotation kept; true parent found")
			fmt.Fprintln(out, "source\torder\tknown\tn\tdisplayed\tprevious\tfound\t95 %\tECE\tsurer half")
			head = true
		}
		if err := attachment(out, list); err != nil {
			return err
		}
	}
	if err := out.Flush(); err != nil {
		return err
	}
	return segmentation(w, samples)
}

// attachment measures the true parents of the comments at the limit.
func attachment(out io.Writer, list []treesim.Tree) error {
	for _, chrono := range []bool{false, true} {
		for _, told := range []bool{true, false} {
			for _, k := range []treesim.Known{{Authors: true, Times: true}, {Authors: true}, {}} {
				if k.Times && !told {
					continue // the times tell the order
				}
				var s treesim.Score
				for i := range list {
					items := treesim.Show(&list[i], treesim.Settings{Cap: 3, Chrono: chrono, Quotes: treesim.SomeQuotes, Seed: 7})
					t, err := treesim.Thread(items, k)
					if err != nil {
						return err
					}
					opt := &resolve.Options{Cap: 3}
					if told && !k.Times {
						opt.Order = resolve.DepthFirst
						if chrono {
							opt.Order = resolve.Chronological
						}
					}
					s.Add(items, resolve.Thread(t, opt))
				}
				if s.All == 0 {
					continue
				}
				order := "depth first"
				if chrono {
					order = "by time"
				}
				if !told || k.Times {
					order += ", found out"
				}
				known := "texts"
				if k.Times {
					known = "authors, times"
				} else if k.Authors {
					known = "authors"
				}
				n := float64(s.All)
				p, lo, hi := s.Accuracy()
				fmt.Fprintf(out, "%s\t%s\t%s\t%d\t%.3f\t%.3f\t%.3f\t%.3f–%.3f\t%.3f\t%.3f\n", list[0].Source, order, known, s.All,
					float64(s.Displayed)/n, float64(s.Previous)/n, p, lo, hi, s.ECE(), s.Surer(0.5))
			}
		}
	}
	return nil
}

// segmentation measures the displayed trees of pages read as plain text.
func segmentation(w io.Writer, files []string) error {
	if len(files) == 0 {
		return nil
	}
	var report treeeval.Report
	for _, name := range files {
		err := treeeval.Samples(name, func(s *treeeval.Sample) error {
			got, err := plaintext.Parse(s.Text, nil)
			if err != nil {
				return fmt.Errorf("%s: %w", s.ID, err)
			}
			report.Add(s, got)
			return nil
		})
		if err != nil {
			return err
		}
	}
	out := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(out, "pages as plain text; share and 95 % interval")
	fmt.Fprintln(out, "renderer\tpages\tcomments found\tfound that are comments\tdisplayed parent\tplaceholders right\tlost comments seen")
	for _, r := range report.Rows() {
		fmt.Fprintf(out, "%s\t%d\t%s\t%s\t%s\t%s\t%s\n", r.Name, r.Samples, r.Recall, r.Precision, r.Parent, r.LostPrecision, r.LostRecall)
	}
	return out.Flush()
}
