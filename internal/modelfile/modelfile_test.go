package modelfile

import (
	"bytes"
	"errors"
	"slices"
	"testing"
	"testing/iotest"
)

func sample() []byte {
	return Encode([]byte(`{"name":"x"}`), []Section{
		{"a", AppendFloat32s(nil, []float32{1, -2.5})},
		{"empty", nil},
		{"b", AppendAscending(nil, []uint32{0, 3, 3, 400, 1 << 31})},
	})
}

func TestRoundTrip(t *testing.T) {
	f, err := Read(iotest.OneByteReader(bytes.NewReader(sample())))
	if err != nil {
		t.Fatal(err)
	}
	if f.Card() != `{"name":"x"}` || !slices.Equal(f.Names(), []string{"a", "empty", "b"}) {
		t.Errorf("card %q, names %q", f.Card(), f.Names())
	}
	a, _ := f.Section("a")
	b, _ := f.Section("b")
	if !slices.Equal(Float32s(a), []float32{1, -2.5}) || !slices.Equal(Ascending(b), []uint32{0, 3, 3, 400, 1 << 31}) {
		t.Errorf("sections changed: %v %v", Float32s(a), Ascending(b))
	}
	if _, ok := f.Section("c"); ok {
		t.Error("found a section that is not there")
	}
	if len(f.SHA256()) != 64 {
		t.Errorf("digest %q", f.SHA256())
	}
}

func TestDamage(t *testing.T) {
	good := string(sample())
	flip := func(i int) string {
		b := []byte(good)
		b[i] ^= 1
		return string(b)
	}
	for _, c := range []struct {
		name, data string
		want       error
	}{
		{"empty", "", ErrFormat},
		{"magic", flip(0), ErrFormat},
		{"version", flip(8), ErrVersion},
		{"card length", flip(12), ErrChecksum},
		{"data", flip(len(good) - 40), ErrChecksum},
		{"trailer", flip(len(good) - 1), ErrChecksum},
		{"cut", good[:len(good)-1], ErrChecksum},
		{"head only", good[:14], ErrFormat},
	} {
		if _, err := Decode(c.data); !errors.Is(err, c.want) {
			t.Errorf("%s: error %v, want %v", c.name, err, c.want)
		}
	}
}

func FuzzDecode(f *testing.F) {
	f.Add(string(sample()))
	f.Add("RJMODEL\n")
	f.Fuzz(func(t *testing.T, data string) {
		file, err := Decode(data)
		if err != nil {
			return
		}
		for _, n := range file.Names() {
			s, _ := file.Section(n)
			Float32s(s)
			Ascending(s)
		}
	})
}
