package jsonlines

import (
	"bytes"
	"compress/gzip"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

type row struct{ N int }

func file(t *testing.T, data []byte) string {
	t.Helper()
	name := filepath.Join(t.TempDir(), "rows")
	if err := os.WriteFile(name, data, 0o600); err != nil {
		t.Fatal(err)
	}
	return name
}

func TestRead(t *testing.T) {
	plain := []byte("{\"N\":1}\n\n{\"N\":2}\n{\"N\":3}")
	var packed bytes.Buffer
	z := gzip.NewWriter(&packed)
	z.Write(plain)
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	for _, data := range [][]byte{plain, packed.Bytes()} {
		sum := 0
		if err := Read(file(t, data), func(r *row) error { sum = 10*sum + r.N; return nil }); err != nil || sum != 123 {
			t.Errorf("sum %d, error %v", sum, err)
		}
	}
	if err := Read(file(t, nil), func(*row) error { t.Error("a row of an empty file"); return nil }); err != nil {
		t.Error(err)
	}
}

func TestReadErrors(t *testing.T) {
	none := func(*row) error { return nil }
	for _, c := range []struct{ data, want string }{
		{"{\"N\":1}\n{\"N\":\"x\"}\n", "record 2"},
		{"{\"N\":1}\n{\"N\"", "record 2"},
		{"\x1f\x8bno", "rows"},
	} {
		if err := Read(file(t, []byte(c.data)), none); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%q: error %v, want one with %q", c.data, err, c.want)
		}
	}
	if err := Read(filepath.Join(t.TempDir(), "absent"), none); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("absent: %v", err)
	}
	enough := errors.New("enough")
	rows := 0
	if err := Read(file(t, []byte("{}\n{}\n")), func(*row) error { rows++; return enough }); err != enough || rows != 1 {
		t.Errorf("%d rows, error %v", rows, err)
	}
}
