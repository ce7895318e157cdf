package lint

import (
	"bytes"
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

const module = "github.com/seed-100d3eb7/rejoinder"

type pkg struct {
	ImportPath string
	Imports    []string
}

func packages(t *testing.T) []pkg {
	t.Helper()
	cmd := exec.Command("go", "list", "-e", "-json=ImportPath,Imports", "./...")
	cmd.Dir = "../.."
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	var all []pkg
	for d := json.NewDecoder(bytes.NewReader(out)); d.More(); {
		var p pkg
		if err := d.Decode(&p); err != nil {
			t.Fatal(err)
		}
		all = append(all, p)
	}
	if len(all) < 10 {
		t.Fatalf("only %d packages listed", len(all))
	}
	return all
}

// room returns the top-level room a package of the module is in: "" the root.
func room(path string) string {
	rest, _ := strings.CutPrefix(strings.TrimPrefix(path, module), "/")
	first, _, _ := strings.Cut(rest, "/")
	return first
}

// TestArrowsRunDown holds each room to those below it.
func TestArrowsRunDown(t *testing.T) {
	allowed := map[string]string{
		"thread":    "thread internal",
		"sentiment": "thread sentiment internal",
		"stats":     "thread stats internal",
	}
	for _, p := range packages(t) {
		may, bounded := allowed[room(p.ImportPath)]
		if !bounded {
			continue
		}
		for _, imp := range p.Imports {
			if !strings.HasPrefix(imp, module) {
				continue
			}
			if !strings.Contains(" "+may+" ", " "+room(imp)+" ") {
				t.Errorf("%s imports %s", p.ImportPath, imp)
			}
			if room(p.ImportPath) == "thread" && !threadMay(p.ImportPath, imp) {
				t.Errorf("%s imports %s: readers know only thread", p.ImportPath, imp)
			}
		}
	}
}

// threadMay reports whether a package of the room thread may import imp:
// package thread none of the others, a reader only thread and what readers
// share. Sniff is there to know the readers, and a package knows its own parts.
func threadMay(path, imp string) bool {
	switch {
	case !strings.HasPrefix(imp, module+"/thread/"):
		return true
	case path == module+"/thread":
		return false
	case path == module+"/thread/sniff", strings.HasPrefix(imp, module+"/thread/internal/"):
		return true
	}
	rest := strings.TrimPrefix(path, module+"/thread/")
	own, _, _ := strings.Cut(rest, "/")
	return strings.HasPrefix(imp, module+"/thread/"+own+"/")
}

// TestThreadMay holds the rule to what it is there to forbid.
func TestThreadMay(t *testing.T) {
	for _, c := range []struct {
		path, imp string
		want      bool
	}{
		{"/thread", "/thread/internal/source", false},
		{"/thread/reddit", "/thread", true},
		{"/thread/reddit", "/thread/internal/source", true},
		{"/thread/reddit", "/thread/table", false},
		{"/thread/reddit", "/thread/resolve", false},
		{"/thread/sniff", "/thread/table", true},
		{"/thread/resolve/internal/train", "/thread/resolve/internal/link", true},
		{"/thread/resolve/internal/train", "/thread/webpage", false},
	} {
		if got := threadMay(module+c.path, module+c.imp); got != c.want {
			t.Errorf("%s importing %s: %v", c.path, c.imp, got)
		}
	}
}

// TestManners forbids what makes a library a bad guest: init functions,
// loggers, printing, and untyped maps in the API.
func TestManners(t *testing.T) {
	files := token.NewFileSet()
	err := filepath.WalkDir("../..", func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			switch name := d.Name(); {
			case name == "examples", name == "testdata", name == ".git", strings.HasPrefix(name, "_"):
				return filepath.SkipDir
			}
			return nil
		}
		if !strings.HasSuffix(path, ".go") {
			return nil
		}
		src, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		if n := bytes.Count(src, []byte("\n")); n > 600 && !bytes.Contains(src, []byte("DO NOT EDIT")) {
			t.Errorf("%s has %d lines: 600 at most", path, n)
		}
		if strings.HasSuffix(path, "_test.go") {
			return nil
		}
		f, err := parser.ParseFile(files, path, src, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		if f.Name.Name != "main" {
			inspect(t, path, f)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func inspect(t *testing.T, path string, f *ast.File) {
	for _, imp := range f.Imports {
		if p := strings.Trim(imp.Path.Value, `"`); p == "log" || p == "log/slog" {
			t.Errorf("%s imports %s", path, p)
		}
	}
	for _, d := range f.Decls {
		fn, ok := d.(*ast.FuncDecl)
		if !ok {
			continue
		}
		if fn.Name.Name == "init" && fn.Recv == nil {
			t.Errorf("%s has an init function", path)
		}
		if fn.Name.IsExported() && !strings.Contains(path, "/internal/") {
			ast.Inspect(fn.Type, func(n ast.Node) bool {
				if m, ok := n.(*ast.MapType); ok {
					if v, ok := m.Value.(*ast.Ident); ok && v.Name == "any" {
						t.Errorf("%s: %s has a map of any", path, fn.Name.Name)
					}
				}
				return true
			})
		}
		ast.Inspect(fn, func(n ast.Node) bool {
			if s, ok := n.(*ast.SelectorExpr); ok {
				if x, ok := s.X.(*ast.Ident); ok && x.Name == "fmt" && strings.HasPrefix(s.Sel.Name, "Print") {
					t.Errorf("%s: %s prints", path, fn.Name.Name)
				}
			}
			return true
		})
	}
}

// TestModelsAreNotLinkedUnasked builds a program that only builds threads.
func TestModelsAreNotLinkedUnasked(t *testing.T) {
	if testing.Short() {
		t.Skip("links a program")
	}
	const most = 4 << 20
	src := `package main

import (
	"os"

	"` + module + `/thread"
)

func main() {
	t, err := thread.New([]thread.Comment{{ID: "a"}}, nil)
	if err != nil {
		os.Exit(1)
	}
	t.WriteOutline(os.Stdout, nil)
}
`
	// An overlay puts the program into the module without touching the tree.
	dir := t.TempDir()
	file, overlay, bin := filepath.Join(dir, "main.go"), filepath.Join(dir, "overlay.json"), filepath.Join(dir, "prog")
	place, err := filepath.Abs("prog/main.go")
	if err != nil {
		t.Fatal(err)
	}
	replace, err := json.Marshal(map[string]map[string]string{"Replace": {place: file}})
	if err != nil {
		t.Fatal(err)
	}
	for name, content := range map[string][]byte{file: []byte(src), overlay: replace} {
		if err := os.WriteFile(name, content, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if out, err := exec.Command("go", "build", "-overlay", overlay, "-o", bin, "./prog").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	info, err := os.Stat(bin)
	if err != nil {
		t.Fatal(err)
	}
	if info.Size() > most {
		t.Errorf("a program that only builds threads takes %d bytes, %d at most", info.Size(), most)
	}
}
