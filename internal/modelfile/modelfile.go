// Package modelfile reads and writes the container that trained models ship
// in: a card and named sections of flat little-endian data under one checksum.
//
// Layout, all integers little-endian:
//
//	8 bytes   magic "RJMODEL\n"
//	uint32    format version, 1
//	uint32    length of the card, then the card, a JSON object in UTF-8
//	uint32    number of sections; for each:
//	          uint16 length of the name, the name, uint64 length of the data
//	          the data of all sections, in the same order
//	32 bytes  SHA-256 of everything before it
//
// Nothing in the file depends on time, place or machine: equal cards and
// sections give equal bytes.
package modelfile

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
)

const (
	magic   = "RJMODEL\n"
	version = 1
	// MaxSize is the largest file that Read takes.
	MaxSize = 64 << 20

	maxSections = 1 << 10
	maxName     = 1 << 8
)

// The errors of Decode and Read, for errors.Is.
var (
	ErrFormat   = errors.New("not a model file, or a damaged one")
	ErrVersion  = errors.New("model file of an unknown format version")
	ErrChecksum = errors.New("model file fails its checksum")
)

// Section is a named run of bytes.
type Section struct {
	Name string
	Data []byte
}

// File is a decoded model file. It refers to the memory of the string that it
// was decoded from. It is immutable and safe to share.
type File struct {
	card     string
	sum      string
	names    []string
	sections []string
}

// Card returns the JSON object that describes the model.
func (f *File) Card() string { return f.card }

// SHA256 returns the hexadecimal digest of the whole file, trailer included.
func (f *File) SHA256() string { return f.sum }

// Section returns the data of the section called name, or false.
func (f *File) Section(name string) (string, bool) {
	for i, n := range f.names {
		if n == name {
			return f.sections[i], true
		}
	}
	return "", false
}

// Names returns the names of the sections in file order.
func (f *File) Names() []string { return append([]string(nil), f.names...) }

// Encode returns the file that holds card and sections, in that order. It
// panics on a section name that is empty, too long or given twice, and on more
// than 1024 sections: those are mistakes of the trainer.
func Encode(card []byte, sections []Section) []byte {
	if len(sections) > maxSections {
		panic("modelfile: too many sections")
	}
	size := len(magic) + 12 + len(card) + sha256.Size
	for _, s := range sections {
		size += 10 + len(s.Name) + len(s.Data)
	}
	b := make([]byte, 0, size)
	b = append(b, magic...)
	b = binary.LittleEndian.AppendUint32(b, version)
	b = binary.LittleEndian.AppendUint32(b, uint32(len(card)))
	b = append(b, card...)
	b = binary.LittleEndian.AppendUint32(b, uint32(len(sections)))
	seen := make(map[string]bool, len(sections))
	for _, s := range sections {
		if s.Name == "" || len(s.Name) > maxName || seen[s.Name] {
			panic(fmt.Sprintf("modelfile: bad section name %q", s.Name))
		}
		seen[s.Name] = true
		b = binary.LittleEndian.AppendUint16(b, uint16(len(s.Name)))
		b = append(b, s.Name...)
		b = binary.LittleEndian.AppendUint64(b, uint64(len(s.Data)))
	}
	for _, s := range sections {
		b = append(b, s.Data...)
	}
	sum := sha256.Sum256(b)
	return append(b, sum[:]...)
}

// Read reads a whole model file of at most [MaxSize] bytes. The errors of
// Decode and those of r are wrapped.
func Read(r io.Reader) (*File, error) {
	b, err := io.ReadAll(io.LimitReader(r, MaxSize+1))
	if err != nil {
		return nil, fmt.Errorf("reading model: %w", err)
	}
	if len(b) > MaxSize {
		return nil, fmt.Errorf("%w: above %d bytes", ErrFormat, MaxSize)
	}
	return Decode(string(b))
}

// Decode checks data, verifies its checksum and finds its sections, without
// copying them. The error wraps ErrFormat, ErrVersion or ErrChecksum. Time is
// linear in the length of data.
func Decode(data string) (*File, error) {
	if len(data) < len(magic)+4 || data[:len(magic)] != magic {
		return nil, fmt.Errorf("%w: no magic number", ErrFormat)
	}
	if v := u32(data[len(magic):]); v != version {
		return nil, fmt.Errorf("%w: %d", ErrVersion, v)
	}
	if len(data) < len(magic)+12+sha256.Size {
		return nil, fmt.Errorf("%w: cut short", ErrFormat)
	}
	h := sha256.New()
	body := data[:len(data)-sha256.Size]
	io.WriteString(h, body)
	if string(h.Sum(nil)) != data[len(body):] {
		return nil, ErrChecksum
	}
	io.WriteString(h, data[len(body):])
	f := &File{sum: hex.EncodeToString(h.Sum(nil))}
	c := cursor{rest: body[len(magic)+4:]}
	f.card = c.take(uint64(c.uint(4)))
	n := c.uint(4)
	if n > maxSections {
		return nil, fmt.Errorf("%w: %d sections", ErrFormat, n)
	}
	sizes := make([]uint64, n)
	for i := range sizes {
		f.names = append(f.names, c.take(c.uint(2)))
		sizes[i] = c.uint(8)
	}
	for _, size := range sizes {
		f.sections = append(f.sections, c.take(size))
	}
	if c.bad || len(c.rest) != 0 {
		return nil, fmt.Errorf("%w: lengths do not add up", ErrFormat)
	}
	return f, nil
}

type cursor struct {
	rest string
	bad  bool
}

func (c *cursor) take(n uint64) string {
	if n > uint64(len(c.rest)) {
		c.bad = true
		return ""
	}
	s := c.rest[:n]
	c.rest = c.rest[n:]
	return s
}

func (c *cursor) uint(bytes int) uint64 {
	var v uint64
	for i, b := range []byte(c.take(uint64(bytes))) {
		v |= uint64(b) << (8 * i)
	}
	return v
}

func u32(s string) uint32 {
	return uint32(s[0]) | uint32(s[1])<<8 | uint32(s[2])<<16 | uint32(s[3])<<24
}
