package main

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// expand puts the files of a folder in its place, by name. Left out are folders
// within it, hidden files, those named beside it or in a folder before, which
// would count twice, and reports that outs is to write anew. What cannot be looked
// at stays, to be reported where it is read.
func expand(names []string, outs []output) ([]string, error) {
	var out []string
	read, written := files{}, files{}
	for _, name := range names {
		if info, err := os.Stat(name); name != "-" && err == nil && !info.IsDir() {
			read.add(info)
		}
	}
	for _, o := range outs {
		if info, err := os.Stat(o.name); err == nil && o.mayWrite(nil) == nil {
			written.add(info)
		}
	}
	for _, name := range names {
		if info, err := os.Stat(name); name == "-" || err != nil || !info.IsDir() {
			out = append(out, name)
			continue
		}
		entries, err := os.ReadDir(name)
		if err != nil {
			return nil, err
		}
		some := false
		for _, e := range entries {
			path := filepath.Join(name, e.Name())
			info, err := os.Stat(path)
			if err != nil || !info.Mode().IsRegular() || strings.HasPrefix(e.Name(), ".") || written.has(info) {
				continue
			}
			some = true
			if !read.has(info) {
				read.add(info)
				out = append(out, path)
			}
		}
		if !some {
			return nil, fmt.Errorf("%s: a folder without files to read", name)
		}
	}
	return out, nil
}

// files is a set, by what is cheap to compare.
type files map[[2]int64][]fs.FileInfo

func (f files) add(info fs.FileInfo) {
	key := [...]int64{info.Size(), info.ModTime().UnixNano()}
	f[key] = append(f[key], info)
}

func (f files) has(info fs.FileInfo) bool {
	for _, x := range f[[...]int64{info.Size(), info.ModTime().UnixNano()}] {
		if os.SameFile(x, info) {
			return true
		}
	}
	return false
}
