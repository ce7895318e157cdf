package webpage

import (
	"bytes"
	"strings"
	"unicode/utf8"
	"unsafe"
)

// node is an element or a run of text. Nodes stand in document order: what is
// inside node i is i+1 … end-1, so no walk needs recursion or a stack.
type node struct {
	parent int32
	end    int32
	// from and to are a range of doc.attrs for an element, of doc.text for a
	// run of text.
	from, to uint32
	pos      uint32 // the byte of the page at which the node starts
	tag      tag    // tagNone for text
}

type attr struct {
	from, to uint32
	key      key
}

// doc is a page as a flat arena.
type doc struct {
	nodes []node
	attrs []attr
	text  string
	names []string // of tags from tagDynamic on
	// ld holds the JSON-LD scripts of the page.
	ld  [][]byte
	src []byte
	// lines is the number of the line that holds byte linesAt.
	lines   int32
	linesAt uint32
	// cut tells that nodes were left out at the limit on their number.
	cut bool
}

// entry is an open element. prev holds, for each kind of barrier and for the
// element's own name, where the next outer one stands: every question of the
// builder is then answered without a scan, whatever the depth.
type entry struct {
	node     int32
	prevSame int32
	prevBar  [4]int32
	tag      tag
}

const (
	barScope = iota
	barList
	barFirm
	barSpecial
)

var barNature = [4]nature{isScope, isList, isFirm, isSpecial}

type builder struct {
	d        *doc
	text     []byte
	stack    []entry
	head     []int32 // by tag: topmost open element of the name, -1 none
	bar      [4]int32
	byName   map[string]tag
	maxDepth int
	maxNodes int
	// over counts open elements left off the stack at its limit.
	over    int
	foreign int32 // stack position of the open <svg>, -1 none
	inBody  bool
	hasHTML bool
	broken  bool // the page has bytes that are no UTF-8
}

// parse builds the arena of src in linear time. Elements deeper than maxDepth
// become children of the last one above the limit.
func parse(src []byte, maxDepth, maxNodes int) *doc {
	d := &doc{src: src, lines: 1, nodes: make([]node, 0, len(src)/26+64), attrs: make([]attr, 0, len(src)/48+64)}
	b := &builder{d: d, maxDepth: maxDepth, maxNodes: maxNodes, foreign: -1, text: make([]byte, 0, len(src)*7/8+64), broken: !utf8.Valid(src)}
	b.head = make([]int32, tagDynamic, int(tagDynamic)+16)
	for i := range b.head {
		b.head[i] = -1
	}
	b.bar = [4]int32{-1, -1, -1, -1}
	b.node(tagHTML, 0) // a root, so that every node has a parent
	b.push(tagHTML, 0)
	z := scanner{src: src}
	for z.scan() {
		switch z.kind {
		case textToken:
			b.addText(&z)
		case startToken:
			b.start(&z)
		case endToken:
			b.endTag(&z)
		}
	}
	b.finish()
	return d
}

func (b *builder) finish() {
	b.popTo(0)
	b.d.nodes[0].end = int32(len(b.d.nodes))
	b.d.text = unsafe.String(unsafe.SliceData(b.text), len(b.text)) // b.text is not written again
}

func (b *builder) top() *entry { return &b.stack[len(b.stack)-1] }

func (b *builder) node(g tag, pos uint32) int32 {
	i := int32(len(b.d.nodes))
	parent := int32(-1)
	if len(b.stack) > 0 {
		parent = b.top().node
	}
	a := uint32(len(b.d.attrs))
	b.d.nodes = append(b.d.nodes, node{parent: parent, end: i + 1, from: a, to: a, pos: pos, tag: g})
	return i
}

func (b *builder) push(g tag, n int32) {
	at := int32(len(b.stack))
	e := entry{node: n, tag: g, prevSame: b.head[g], prevBar: b.bar}
	b.head[g] = at
	for k, nat := range barNature {
		if g.is(nat) {
			b.bar[k] = at
		}
	}
	b.stack = append(b.stack, e)
	if g == tagSvg && b.foreign < 0 {
		b.foreign = at
	}
}

// popTo closes the open elements from stack position at on.
func (b *builder) popTo(at int32) {
	n := int32(len(b.d.nodes))
	for i := int32(len(b.stack)) - 1; i >= at; i-- {
		e := &b.stack[i]
		b.d.nodes[e.node].end = n
		b.head[e.tag] = e.prevSame
		b.bar = e.prevBar
	}
	b.stack = b.stack[:at]
	if b.foreign >= at {
		b.foreign = -1
	}
}

func (b *builder) tag(name []byte) tag {
	if g := lookupTag(name); g != tagNone {
		return g
	}
	if g, ok := b.byName[string(name)]; ok {
		return g
	}
	if len(b.byName) >= maxNames {
		return tagSpan
	}
	if b.byName == nil {
		b.byName = make(map[string]tag)
	}
	g := tagDynamic + tag(len(b.d.names))
	s := string(name)
	b.d.names = append(b.d.names, s)
	b.byName[s] = g
	b.head = append(b.head, -1)
	return g
}

// closeWithin closes the nearest open g unless a barrier of the kind stands
// inside it.
func (b *builder) closeWithin(g tag, kind int) bool {
	at := b.head[g]
	if at < 1 || at < b.bar[kind] || (at == b.bar[kind] && b.stack[at].tag != g) {
		return false
	}
	b.popTo(at)
	return true
}

func (b *builder) start(z *scanner) {
	g := b.tag(z.name)
	switch g {
	case tagHTML, tagBody, tagHead:
		// One of each: attributes of the first <html> go to the root.
		if g == tagHTML && !b.hasHTML {
			b.hasHTML = true
			b.attrs(0, z.attrs)
			return
		}
		if g != tagBody || b.inBody {
			return
		}
		b.inBody = true
	}
	if len(b.d.nodes) >= b.maxNodes {
		b.d.cut = true
		if !g.is(isVoid) {
			b.over++
		}
		return
	}
	if b.over == 0 {
		b.implied(g)
	}
	n := b.node(g, uint32(z.from))
	b.attrs(n, z.attrs)
	if g == tagScript {
		return // its text, if any, is looked at when it comes
	}
	if g.is(isVoid) || z.selfClosing && b.foreign >= 0 {
		return
	}
	if len(b.stack) >= b.maxDepth {
		b.over++
		return
	}
	b.push(g, n)
}

// implied closes what the start tag of g ends.
func (b *builder) implied(g tag) {
	if g.is(closesP) && b.head[tagP] > 0 {
		b.closeWithin(tagP, barScope)
	}
	switch g {
	case tagLi:
		b.closeWithin(tagLi, barFirm)
	case tagDd, tagDt:
		if !b.closeWithin(tagDd, barFirm) {
			b.closeWithin(tagDt, barFirm)
		}
	case tagA:
		b.closeWithin(tagA, barSpecial)
	case tagOption, tagOptgroup:
		b.closeWithin(tagOption, barSpecial)
	case tagButton:
		b.closeWithin(tagButton, barScope)
	case tagTd, tagTh:
		b.closeCell()
	case tagTr:
		b.closeCell()
		b.closeInTable(tagTr)
	case tagTbody, tagThead, tagTfoot:
		b.closeCell()
		b.closeInTable(tagTr)
		b.closeInTable(tagTbody)
		b.closeInTable(tagThead)
		b.closeInTable(tagTfoot)
	case tagH1, tagH2, tagH3, tagH4, tagH5, tagH6:
		if t := b.top().tag; t >= tagH1 && t <= tagH6 {
			b.popTo(int32(len(b.stack)) - 1)
		}
	}
}

func (b *builder) closeCell() {
	if !b.closeInTable(tagTd) {
		b.closeInTable(tagTh)
	}
}

func (b *builder) closeInTable(g tag) bool {
	at := b.head[g]
	if at < 1 || at < b.head[tagTable] {
		return false
	}
	b.popTo(at)
	return true
}

// attrs keeps the first attribute of each key, as browsers do: what asks for
// them goes through the list again and again, and a page may write one of them
// a million times.
func (b *builder) attrs(n int32, list []rawAttr) {
	nd := &b.d.nodes[n]
	nd.from = uint32(len(b.d.attrs))
	seen := uint64(0)
	for _, a := range list {
		if seen&(1<<a.key) != 0 {
			continue
		}
		seen |= 1 << a.key
		from, v := uint32(len(b.text)), a.value
		if len(v) > 2*maxClasses {
			v = bounded(a.key, v)
		}
		b.text = appendValue(b.text, v)
		if b.broken {
			b.mend(from)
		}
		b.d.attrs = append(b.d.attrs, attr{from: from, to: uint32(len(b.text)), key: a.key})
	}
	nd.to = uint32(len(b.d.attrs))
}

// mend makes the text from an offset on UTF-8.
func (b *builder) mend(from uint32) {
	if utf8.Valid(b.text[from:]) {
		return
	}
	// Invalid bytes decode to U+FFFD one by one.
	t := string(b.text[from:])
	b.text = b.text[:from]
	for _, r := range t {
		b.text = utf8.AppendRune(b.text, r)
	}
}

// bounded cuts a value of more than 2*maxClasses bytes that is longer than any
// of its kind has to be: a list of classes is gone through for each word of it.
func bounded(k key, v []byte) []byte {
	switch {
	case k == keyClass:
		words := 0
		for i := 1; i < len(v); i++ {
			if isSpace(v[i]) && !isSpace(v[i-1]) {
				if words++; words == maxClasses || i > 1024 {
					return v[:i]
				}
			}
		}
		return cutAt(v, 1024)
	case k == keyStyle && len(v) > 512, len(v) > 2048 && (k == keyHref || k == keyID || k == keyItemprop || k == keyItemtype || k == keyRole || k == keyRel):
		return cutAt(v, 512)
	}
	return v
}

// cutAt cuts v to n bytes or a few less, between two characters.
func cutAt(v []byte, n int) []byte {
	if len(v) <= n {
		return v
	}
	for k := n; k > n-utf8.UTFMax; k-- {
		if utf8.RuneStart(v[k]) {
			return v[:k]
		}
	}
	return v[:n]
}

// maxClasses bounds the classes of an element that are looked at.
const maxClasses = 64

func (b *builder) addText(z *scanner) {
	// The text of a script follows its start tag, which is never pushed.
	if last := &b.d.nodes[len(b.d.nodes)-1]; last.tag == tagScript && last.to > last.from {
		for _, a := range b.d.attrs[last.from:last.to] {
			if a.key == keyType && bytes.Contains(b.text[a.from:a.to], ldType) {
				b.d.ld = append(b.d.ld, z.appendText(make([]byte, 0, len(z.raw()))))
			}
		}
	}
	if last := &b.d.nodes[len(b.d.nodes)-1]; last.tag == tagScript && last.end == int32(len(b.d.nodes)) {
		last.tag = tagVoid // a script has one run of text: what follows is the page's
		return
	}
	if b.top().tag.is(isHidden) && b.top().tag != tagTitle {
		return
	}
	if len(b.d.nodes) >= b.maxNodes {
		b.d.cut = true
		return
	}
	n := b.node(tagNone, uint32(z.from))
	nd := &b.d.nodes[n]
	nd.from = uint32(len(b.text))
	b.text = z.appendText(b.text)
	if b.broken {
		b.mend(nd.from)
	}
	nd.to = uint32(len(b.text))
}

var ldType = []byte("ld+json")

func (b *builder) endTag(z *scanner) {
	g := lookupTag(z.name)
	if g == tagNone {
		var ok bool
		if g, ok = b.byName[string(z.name)]; !ok {
			return
		}
	}
	switch g {
	case tagHTML, tagBody, tagHead:
		return
	case tagScript:
		if last := &b.d.nodes[len(b.d.nodes)-1]; last.tag == tagScript {
			last.tag = tagVoid
		}
		return
	case tagBr:
		if len(b.d.nodes) < b.maxNodes {
			b.node(tagBr, uint32(z.from))
		}
		return
	}
	if b.over > 0 {
		if !g.is(isVoid) {
			b.over--
		}
		return
	}
	switch {
	case g == tagLi:
		b.closeWithin(tagLi, barList)
	case g == tagTable:
		if at := b.head[tagTable]; at > 0 {
			b.popTo(at)
		}
	case g == tagTr || g == tagTbody || g == tagThead || g == tagTfoot || g == tagTd || g == tagTh:
		b.closeInTable(g)
	case g >= tagH1 && g <= tagH6:
		// Any heading's end tag ends the open heading, whatever its rank.
		best := int32(-1)
		for h := tagH1; h <= tagH6; h++ {
			best = max(best, b.head[h])
		}
		if best > 0 && best >= b.bar[barScope] {
			b.popTo(best)
		}
	case g.is(isSpecial):
		b.closeWithin(g, barScope)
	default:
		b.closeWithin(g, barSpecial)
	}
}

// line is the 1-based line of the page at which the node starts. It is cheap
// for nodes asked for in document order.
func (d *doc) line(n int32) int32 {
	pos := d.nodes[n].pos
	if pos < d.linesAt {
		d.lines, d.linesAt = 1, 0
	}
	d.lines += int32(bytes.Count(d.src[d.linesAt:pos], nl))
	d.linesAt = pos
	return d.lines
}

var nl = []byte{'\n'}

// attr returns the value of an attribute, "" when the element has none.
func (d *doc) attr(n int32, k key) string {
	nd := &d.nodes[n]
	if nd.tag == tagNone {
		return ""
	}
	for _, a := range d.attrs[nd.from:nd.to] {
		if a.key == k {
			return d.text[a.from:a.to]
		}
	}
	return ""
}

func (d *doc) has(n int32, k key) bool {
	nd := &d.nodes[n]
	if nd.tag == tagNone {
		return false
	}
	for _, a := range d.attrs[nd.from:nd.to] {
		if a.key == k {
			return true
		}
	}
	return false
}

// run returns the text of a text node.
func (d *doc) run(n int32) string {
	nd := &d.nodes[n]
	if nd.tag != tagNone {
		return ""
	}
	return d.text[nd.from:nd.to]
}

func (d *doc) name(g tag) string {
	if g >= tagDynamic {
		return d.names[g-tagDynamic]
	}
	return ""
}

// hasToken tells whether the space-separated list holds the word.
func hasToken(list, word string) bool {
	for {
		i := strings.Index(list, word)
		if i < 0 {
			return false
		}
		j := i + len(word)
		if (i == 0 || isSpace(list[i-1])) && (j == len(list) || isSpace(list[j])) {
			return true
		}
		list = list[j:]
	}
}

func isSpace(c byte) bool { return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f' }

// inside tells whether n is in the subtree of anc, anc included.
func (d *doc) inside(n, anc int32) bool { return n >= anc && n < d.nodes[anc].end }
