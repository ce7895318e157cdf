package stance

import (
	_ "embed"
	"fmt"
	"strings"
	"sync"
)

// The cue lexicon: words and phrases by group. Its notation is described at
// its head.
//
//go:embed lexicon.txt
var lexiconText string

// Lexicon is a compiled set of phrase groups. It is immutable and safe to
// share.
type Lexicon struct {
	names     []string // of the groups
	exclusive []bool   // by group: a match hides cues that begin inside it
	byName    map[string]int

	stop  []bool // by word id: a function word
	sides []side // by group; topic 0 is none

	vocab   []vocabEntry // open addressing, a power of two
	words   []string     // by id
	first   []int32      // trie node of a phrase's first word, by id; -1
	edges   []edge       // open addressing, a power of two
	emit    [][]uint16   // groups that end at a node
	numNode int32
}

type vocabEntry struct {
	hash uint32
	id   int32 // +1; 0 is empty
}

type edge struct {
	key  uint64 // node<<32 | word id, +1
	node int32
}

// Default returns the lexicon that the package carries. It is compiled once,
// on first use.
var Default = sync.OnceValue(func() *Lexicon {
	lex, err := parseLexicon(lexiconText)
	if err != nil {
		panic(err) // the text is part of the program
	}
	return lex
})

// Groups returns the names of the groups; the slice must not be changed.
func (x *Lexicon) Groups() []string { return x.names }

func (x *Lexicon) lookup(word []byte, h uint32) int32 {
	mask := uint32(len(x.vocab) - 1)
	for i := h & mask; ; i = (i + 1) & mask {
		e := x.vocab[i]
		if e.id == 0 {
			return -1
		}
		if e.hash == h && x.words[e.id-1] == string(word) {
			return e.id - 1
		}
	}
}

func (x *Lexicon) next(node, id int32) int32 {
	key := uint64(node)<<32 | uint64(uint32(id)) + 1
	mask := uint64(len(x.edges) - 1)
	for i := key * 0x9E3779B97F4A7C15 >> 32 & mask; ; i = (i + 1) & mask {
		switch x.edges[i].key {
		case key:
			return x.edges[i].node
		case 0:
			return -1
		}
	}
}

// side says which side of a topic a group's words stand for.
type side struct {
	topic  int8 // from 1; 0 is none
	sign   int8
	entity bool // the words name a thing that either side may praise or damn
}

// maxTopics bounds the topics of the lexicon.
const maxTopics = 32

// match is a phrase found: tokens [start, end) and its group.
type match struct {
	start, end int32
	group      uint16
}

// matches appends the phrases found in toks: for each start and group the
// longest. Cues that begin inside a longer exclusive cue are hidden, so that
// "I don't agree" holds no "agree".
func (x *Lexicon) matches(dst []match, toks []token) []match {
	covered := int32(0)
	for i := range toks {
		if toks[i].id < 0 || toks[i].quoted {
			continue
		}
		node := x.first[toks[i].id]
		if node < 0 {
			continue
		}
		from := len(dst)
		hidden := int32(i) < covered
		for j := int32(i); ; {
			j++
		groups:
			for _, g := range x.emit[node] {
				if hidden && x.exclusive[g] {
					continue
				}
				for k := from; k < len(dst); k++ {
					if dst[k].group == g {
						dst[k].end = j
						continue groups
					}
				}
				dst = append(dst, match{int32(i), j, g})
			}
			if j >= int32(len(toks)) || toks[j].id < 0 {
				break
			}
			if node = x.next(node, toks[j].id); node < 0 {
				break
			}
		}
		for k := from; k < len(dst); k++ {
			if x.exclusive[dst[k].group] && dst[k].end > covered {
				covered = dst[k].end
			}
		}
		// Of two exclusive cues with one start, the longer is meant.
		w := from
		for k := from; k < len(dst); k++ {
			if x.exclusive[dst[k].group] && dst[k].end < covered {
				continue
			}
			dst[w] = dst[k]
			w++
		}
		dst = dst[:w]
	}
	return dst
}

// parseLexicon reads the notation of lexicon.txt.
func parseLexicon(text string) (*Lexicon, error) {
	x := &Lexicon{byName: map[string]int{}}
	topics := map[string]int8{}
	macros := map[string]string{}
	ids := map[string]int32{}
	trie := map[uint64]int32{}
	group := -1
	for n, line := range strings.Split(text, "\n") {
		line = strings.TrimSpace(line)
		switch {
		case line == "" || line[0] == '#':
			continue
		case line[0] == '@' && strings.Contains(line, " = "):
			name, def, _ := strings.Cut(line, " = ")
			macros[strings.TrimSpace(name)] = "{" + strings.TrimSpace(def) + "}"
			continue
		case line[0] == '[':
			name := strings.Trim(line, "[]!")
			group = len(x.names)
			x.names = append(x.names, name)
			x.exclusive = append(x.exclusive, strings.HasSuffix(line, "!"))
			x.byName[name] = group
			sd, err := parseSide(name, topics)
			if err != nil {
				return nil, fmt.Errorf("stance: lexicon line %d: %w", n+1, err)
			}
			x.sides = append(x.sides, sd)
			continue
		case group < 0:
			return nil, fmt.Errorf("stance: lexicon line %d: phrase before the first group", n+1)
		}
		for _, phrase := range strings.Split(line, ";") {
			all, err := expand(phrase, macros)
			if err != nil {
				return nil, fmt.Errorf("stance: lexicon line %d: %w", n+1, err)
			}
			for _, p := range all {
				x.insert(strings.Fields(p), uint16(group), ids, trie)
			}
		}
	}
	x.seal(ids, trie)
	return x, nil
}

// parseSide reads a group's name of the form "side TOPIC +" or "side TOPIC -",
// with an "e" after the sign where the words name a thing.
func parseSide(name string, topics map[string]int8) (side, error) {
	rest, ok := strings.CutPrefix(name, "side ")
	if !ok {
		return side{}, nil
	}
	topic, sign, ok := strings.Cut(rest, " ")
	if !ok || !strings.ContainsAny(sign, "+-") {
		return side{}, fmt.Errorf("bad side %q", name)
	}
	if topics[topic] == 0 {
		topics[topic] = int8(len(topics) + 1)
	}
	if len(topics) >= maxTopics {
		return side{}, fmt.Errorf("more than %d topics", maxTopics-1)
	}
	sd := side{topic: topics[topic], sign: 1, entity: strings.HasSuffix(sign, "e")}
	if sign[0] == '-' {
		sd.sign = -1
	}
	return sd, nil
}

func (x *Lexicon) insert(words []string, group uint16, ids map[string]int32, trie map[uint64]int32) {
	node := int32(-1)
	stop := x.names[group] == "stop"
	for i, w := range words {
		id, ok := ids[w]
		if !ok {
			id = int32(len(x.words))
			ids[w] = id
			x.words = append(x.words, w)
			x.first = append(x.first, -1)
			x.stop = append(x.stop, false)
		}
		if stop {
			x.stop[id] = true
			continue
		}
		if i == 0 {
			if x.first[id] < 0 {
				x.first[id] = x.numNode
				x.numNode++
				x.emit = append(x.emit, nil)
			}
			node = x.first[id]
			continue
		}
		key := uint64(node)<<32 | uint64(uint32(id)) + 1
		next, ok := trie[key]
		if !ok {
			next = x.numNode
			x.numNode++
			x.emit = append(x.emit, nil)
			trie[key] = next
		}
		node = next
	}
	if node < 0 {
		return
	}
	for _, g := range x.emit[node] {
		if g == group {
			return
		}
	}
	x.emit[node] = append(x.emit[node], group)
}

// seal turns the maps into flat tables.
func (x *Lexicon) seal(ids map[string]int32, trie map[uint64]int32) {
	size := 1
	for size < 4*len(ids)+4 {
		size *= 2
	}
	x.vocab = make([]vocabEntry, size)
	for id, w := range x.words {
		h := hashString(w)
		i := h & uint32(size-1)
		for x.vocab[i].id != 0 {
			i = (i + 1) & uint32(size-1)
		}
		x.vocab[i] = vocabEntry{h, int32(id) + 1}
	}
	size = 1
	for size < 4*len(trie)+4 {
		size *= 2
	}
	x.edges = make([]edge, size)
	for key, node := range trie {
		i := key * 0x9E3779B97F4A7C15 >> 32 & uint64(size-1)
		for x.edges[i].key != 0 {
			i = (i + 1) & uint64(size-1)
		}
		x.edges[i] = edge{key, node}
	}
}

// expand replaces macros and writes out the alternatives in braces.
func expand(s string, macros map[string]string) ([]string, error) {
	for range 8 {
		i := strings.IndexByte(s, '@')
		if i < 0 {
			break
		}
		j := i + 1
		for j < len(s) && s[j] >= 'a' && s[j] <= 'z' {
			j++
		}
		def, ok := macros[s[i:j]]
		if !ok {
			return nil, fmt.Errorf("unknown macro %q", s[i:j])
		}
		s = s[:i] + def + s[j:]
	}
	todo, done := []string{s}, []string(nil)
	for len(todo) > 0 {
		p := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		open := strings.LastIndexByte(p, '{')
		if open < 0 {
			done = append(done, p)
			continue
		}
		length := strings.IndexByte(p[open:], '}')
		if length < 0 {
			return nil, fmt.Errorf("unclosed brace in %q", s)
		}
		for _, alt := range strings.Split(p[open+1:open+length], "|") {
			todo = append(todo, p[:open]+alt+p[open+length+1:])
		}
	}
	return done, nil
}

// Words returns the vocabulary; the slice must not be changed.
func (x *Lexicon) Words() []string { return x.words }
