package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// output is a file to be written and a mark that all files of its kind written
// by rejoinder bear near their beginning.
type output struct{ name, mark string }

// tableMarks are columns that each table of rejoinder has in its first line.
var tableMarks = []output{
	{"comments.csv", "parent_origin"},
	{"threads.csv", "inferred_links"},
	{"authors.csv", "replies_received"},
	{"edges.csv", "from,"},
	{"targets.csv", "favor,"},
}

// outputs lists what the flags ask to be written; "-" is standard output.
func outputs(html, gexf, tables, figures string) []output {
	var all []output
	for _, o := range []output{{html, `content="rejoinder`}, {gexf, "<creator>rejoinder"}} {
		if o.name != "" && o.name != "-" {
			all = append(all, o)
		}
	}
	if figures != "" {
		for _, name := range figureNames {
			all = append(all, output{filepath.Join(figures, name+".svg"), "SVGo and Plotinum"})
		}
	}
	if tables != "" {
		for _, o := range tableMarks {
			all = append(all, output{filepath.Join(tables, o.name), o.mark})
		}
	}
	return all
}

// mayWrite refuses to write over a file that is also read, or that rejoinder
// has not written: a flag that takes the first of several file names as its
// value would destroy that file.
func (o output) mayWrite(inputs []string) error {
	info, err := os.Stat(o.name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	for _, name := range inputs {
		if in, err := os.Stat(name); err == nil && os.SameFile(in, info) {
			return fmt.Errorf("%s is to be read: it will not be written over without -force", o.name)
		}
	}
	if !info.Mode().IsRegular() || info.Size() == 0 {
		return nil // a pipe, a terminal, a file that was made for this
	}
	f, err := os.Open(o.name)
	if err != nil {
		return err
	}
	defer f.Close()
	head := make([]byte, 4096)
	n, err := io.ReadFull(f, head)
	if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) {
		return err
	}
	if !bytes.Contains(head[:n], []byte(o.mark)) {
		return fmt.Errorf("%s is there already and is no report of rejoinder: it will not be written over without -force", o.name)
	}
	return nil
}

// create writes a file, if it has a name; "-" is stdout.
func create(name string, stdout io.Writer, write func(io.Writer) error) (err error) {
	switch name {
	case "":
		return nil
	case "-":
		return write(stdout)
	}
	f, err := os.Create(name)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	return write(f)
}
