package webpage

import (
	"slices"
	"sort"
	"strings"
)

// item is one comment's place on the page: the nodes from … to-1, of which
// those of nested items are not its own.
type item struct {
	node     int32 // the element that names it
	from, to int32
	parent   int32 // index of the item it hangs below, -1 none
	level    int32 // 1 at top level
	depth    int32 // what a class or attribute states; -1 unknown
	indent   int32 // pixels or steps; -1 unknown
	num      string
	sig      int32
	// what its own part holds
	hasAuthor, hasTime bool
	textLen            int32
	merged             bool // is part of the item it stands in
}

// gather turns the elements an engine found into items: elements that stand
// for the same comment become one, mere containers none.
func (s *survey) gather(e *engine, found []int32, memo map[string]hint) []item {
	d := s.d
	items := make([]item, 0, len(found))
	for _, n := range found {
		items = append(items, item{node: n, from: n, to: d.nodes[n].end, parent: -1, depth: -1, indent: -1, num: number(d.attr(n, keyID)), sig: s.signature(e, n)})
	}
	if e.run {
		s.runs(items)
	}
	if e.span {
		s.spans(items)
	}
	contain(items)
	s.features(items, memo)
	if !e.run && !e.span {
		s.merge(items)
	}
	out := make([]item, 0, len(items))
	at := make([]int32, len(items))
	for i := range items {
		// The nearest ancestor that stays is the parent.
		it := items[i]
		if it.parent >= 0 {
			it.parent = at[it.parent]
		}
		at[i] = it.parent
		if it.merged || it.textLen == 0 && !it.hasAuthor {
			continue
		}
		at[i] = int32(len(out))
		out = append(out, it)
	}
	return out
}

// signature numbers the selector that chose the element.
func (s *survey) signature(e *engine, n int32) int32 {
	for i := range e.items {
		if e.items[i].match(s.d, n) {
			return int32(i)
		}
	}
	return -1
}

// runs lets each item go on to the next one among its siblings.
func (s *survey) runs(items []item) {
	d := s.d
	for i := range items {
		end := d.nodes[d.nodes[items[i].node].parent].end
		if i+1 < len(items) && items[i+1].node < end {
			end = items[i+1].node
			for d.nodes[end].parent > d.nodes[items[i].node].parent {
				end = d.nodes[end].parent
			}
		}
		items[i].to = end
	}
}

// spans lets each item go on to the next one, the last to the end of the
// table around it.
func (s *survey) spans(items []item) {
	d := s.d
	for i := range items {
		if i+1 < len(items) {
			items[i].to = items[i+1].node
			continue
		}
		p, k := items[i].node, 0
		for ; d.nodes[p].parent > 0 && k < 8; p, k = d.nodes[p].parent, k+1 {
			if i > 0 && d.inside(items[i-1].node, p) {
				break
			}
		}
		items[i].to = d.nodes[p].end
	}
}

// contain sets each item's parent to the one whose nodes hold it.
func contain(items []item) {
	var open []int32
	for i := range items {
		for len(open) > 0 && items[open[len(open)-1]].to <= items[i].from {
			open = open[:len(open)-1]
		}
		if len(open) > 0 {
			items[i].parent = open[len(open)-1]
		}
		open = append(open, int32(i))
	}
}

// own calls f for every node of the item that belongs to no nested item, and
// skips the subtree where f returns false.
func (s *survey) own(items []item, i int, f func(n int32) bool) {
	d := s.d
	it := &items[i]
	next := i + 1
	for n := it.from; n < it.to; {
		if next < len(items) && items[next].from < n {
			next = nextItem(items, next, n)
		}
		if next < len(items) && items[next].from == n && next != i && !items[next].merged && items[next].from < it.to {
			n = items[next].to
			continue
		}
		if f(n) {
			n++
		} else {
			n = max(n+1, d.nodes[n].end)
		}
	}
}

// nextItem is the first item from k on that does not begin before node n. The
// walks that leave items out ask it: they may step over many at once.
func nextItem(items []item, k int, n int32) int {
	for end := min(k+8, len(items)); k < end; k++ {
		if items[k].from >= n {
			return k
		}
	}
	return k + sort.Search(len(items)-k, func(j int) bool { return items[k+j].from >= n })
}

// features notes what each item's own part holds.
func (s *survey) features(items []item, memo map[string]hint) {
	d := s.d
	for i := range items {
		it := &items[i]
		s.own(items, i, func(n int32) bool {
			nd := &d.nodes[n]
			if nd.tag == tagNone {
				it.textLen += int32(blackLen(d.text[nd.from:nd.to]))
				return true
			}
			if nd.tag.is(isHidden) || n != it.node && s.flags[n]&inBan != 0 {
				return false
			}
			if nd.tag == tagTime || d.has(n, keyDatetime) {
				it.hasTime = true
			}
			for c := d.attr(n, keyClass); c != ""; {
				var w string
				w, c = nextToken(c)
				if w == "" {
					break
				}
				switch h := roleOf(memo, w); h.role {
				case roleAuthor:
					it.hasAuthor = true
				case roleTime:
					it.hasTime = it.hasTime || h.rank < 7
				case roleMeta:
					if h.rank <= 7 {
						it.hasTime = true
					}
				}
			}
			if d.has(n, keyDataAuthor) || d.has(n, keyAuthor) {
				it.hasAuthor = true
			}
			if p := d.attr(n, keyItemprop); p != "" {
				it.hasAuthor = it.hasAuthor || hasToken(p, "author") || hasToken(p, "creator")
				it.hasTime = it.hasTime || strings.HasPrefix(p, "date") || p == "commentTime"
			}
			return true
		})
	}
}

// blackLen counts the bytes above space, up to 1<<20.
func blackLen(s string) int {
	n := 0
	for i := range len(s) {
		if s[i] > ' ' {
			n++
		}
	}
	return n
}

// merge finds, by kind of element, which elements are parts of others: the
// <div class="comment-body"> in a <li class="comment"> is the same comment.
func (s *survey) merge(items []item) {
	type pair struct{ a, b int32 }
	type tally struct{ sameNum, first, both, n int }
	up := make([]int32, len(items)) // the nearest item above that is not part of another
	for range 6 {                   // a comment has at most a few wrappers
		for i := range items {
			up[i] = items[i].parent
			if p := up[i]; p >= 0 && items[p].merged {
				up[i] = up[p]
			}
		}
		count := map[int32]int{}
		own := map[int32]int{}
		pairs := map[pair]*tally{}
		var order []pair
		seen := map[[2]int32]bool{}
		for i := range items {
			it := &items[i]
			if it.merged {
				continue
			}
			count[it.sig]++
			if it.textLen > 0 {
				own[it.sig]++
			}
			p := up[i]
			if p < 0 || items[p].sig == it.sig && (it.num == "" || items[p].num != it.num) {
				continue
			}
			k := pair{items[p].sig, it.sig}
			t := pairs[k]
			if t == nil {
				t = &tally{}
				pairs[k] = t
				order = append(order, k)
			}
			t.n++
			if it.num != "" && it.num == items[p].num {
				t.sameNum++
			}
			if !seen[[2]int32{p, it.sig}] {
				seen[[2]int32{p, it.sig}] = true
				t.first++
				if (items[p].hasAuthor && it.hasAuthor) || (items[p].hasTime && it.hasTime) || items[p].textLen > 40 && it.hasAuthor && it.hasTime {
					t.both++
				}
			}
		}
		changed := false
		for _, k := range order {
			t := pairs[k]
			fits := t.first*5 >= count[k.b]*4 && t.first*5 >= count[k.a]*4 && t.both*2 < t.first && t.n*10 <= t.first*11
			bare := own[k.a] == 0 && t.first*5 >= count[k.a]*4 && k.a != k.b
			if t.sameNum == 0 && !fits && !bare {
				continue
			}
			taken := map[int32]bool{}
			for i := range items {
				it := &items[i]
				p := up[i]
				if it.merged || p < 0 || items[p].merged || items[p].sig != k.a || it.sig != k.b || taken[p] {
					continue
				}
				if it.num != "" && items[p].num != "" && it.num != items[p].num {
					continue
				}
				if !fits && !bare && (it.num == "" || it.num != items[p].num) {
					continue
				}
				taken[p] = true
				it.merged = true
				changed = true
				q := &items[p]
				q.hasAuthor = q.hasAuthor || it.hasAuthor
				q.hasTime = q.hasTime || it.hasTime
				q.textLen += it.textLen
				if q.num == "" {
					q.num = it.num
				}
			}
		}
		if !changed {
			break
		}
	}
	// What still has nothing of its own around others is a container.
	kids := make([]bool, len(items))
	for i := range items {
		up[i] = items[i].parent
		if p := up[i]; p >= 0 && items[p].merged {
			up[i] = up[p]
		}
		if p := up[i]; p >= 0 && !items[i].merged {
			kids[p] = true
		}
	}
	full, kept := 0, 0
	for i := range items {
		if !items[i].merged {
			kept++
			if items[i].hasAuthor || items[i].hasTime {
				full++
			}
		}
	}
	for i := range items {
		if !kids[i] || items[i].hasAuthor {
			continue
		}
		// So is what says neither who nor when where most comments do.
		if items[i].textLen == 0 || !items[i].hasTime && items[i].num == "" && full*10 >= kept*6 {
			items[i].merged = true
		}
	}
}

// number is the trailing number of an id that names a comment.
func number(id string) string {
	// wpDiscuz: the comment's number, then its parent's.
	if st := stem(id); len(st) > 1 && st != id && st[len(st)-1] == '_' {
		if in := st[:len(st)-1]; stem(in) != in {
			return in[len(stem(in)):]
		}
	}
	n := id[len(stem(id)):]
	if n == "" || len(n) == len(id) && len(n) < 4 {
		return ""
	}
	return n
}

// depthToken reads a nesting level out of a class name like "depth-3".
func depthToken(w string) (int32, bool) {
	st := stem(w)
	if st == w || len(w)-len(st) > 3 {
		return 0, false
	}
	if !slices.Contains(depthStems, strings.ToLower(st)) {
		return 0, false
	}
	v := int32(0)
	for i := len(st); i < len(w); i++ {
		v = v*10 + int32(w[i]-'0')
	}
	return v, true
}

var depthStems = []string{"depth-", "depth_", "depth", "level-", "level_", "level", "lvl-", "lvl", "lvl_", "indent-", "indent", "indent_",
	"comment-level-", "comment-level--", "comment-depth-", "comment_depth_", "commentlevel", "comment-level", "nesting-", "nested-", "nest-",
	"nesting-level-", "b-tree-twig-", "indent-level-", "comment--depth-", "comment--level-", "tree-level-", "comment-indent-", "entry-comment-level-",
	"comment-lvl-", "comment_level_", "reply-level-", "thread-level-", "post-depth-", "c-comment--level-", "ef-depth-", "wpd_comment_level-", "comment-nesting-", "comment-thread-level-", "threaded-"}
