package webpage

// tag numbers an element name. Names the builder has rules for are constants;
// any other name is numbered as it appears, from tagDynamic on.
type tag uint16

const (
	tagNone tag = iota
	tagA
	tagAbbr
	tagAddress
	tagArticle
	tagAside
	tagB
	tagBlockquote
	tagBody
	tagBr
	tagButton
	tagCaption
	tagCenter
	tagCite
	tagCode
	tagDd
	tagDetails
	tagDfn
	tagDiv
	tagDl
	tagDt
	tagEm
	tagFieldset
	tagFigcaption
	tagFigure
	tagFont
	tagFooter
	tagForm
	tagH1
	tagH2
	tagH3
	tagH4
	tagH5
	tagH6
	tagHead
	tagHeader
	tagHr
	tagHTML
	tagI
	tagIframe
	tagImg
	tagInput
	tagIns
	tagLabel
	tagLi
	tagLink
	tagMain
	tagMeta
	tagNav
	tagNoscript
	tagObject
	tagOl
	tagOptgroup
	tagOption
	tagP
	tagPre
	tagQ
	tagS
	tagScript
	tagSection
	tagSelect
	tagSmall
	tagSpan
	tagStrike
	tagStrong
	tagStyle
	tagSub
	tagSummary
	tagSup
	tagSvg
	tagTable
	tagTbody
	tagTd
	tagTemplate
	tagTextarea
	tagTfoot
	tagTh
	tagThead
	tagTime
	tagTitle
	tagTr
	tagTt
	tagU
	tagUl
	tagVar
	tagWbr
	tagVoid // any other element without content
	tagDynamic
)

// maxNames bounds the distinct unknown element names of one page.
const maxNames = 1 << 12

// lookupTag returns tagNone for a name without a constant.
func lookupTag(name []byte) tag {
	switch string(name) {
	case "div":
		return tagDiv
	case "span":
		return tagSpan
	case "a":
		return tagA
	case "p":
		return tagP
	case "li":
		return tagLi
	case "br":
		return tagBr
	case "img":
		return tagImg
	case "td":
		return tagTd
	case "tr":
		return tagTr
	case "table":
		return tagTable
	case "ul":
		return tagUl
	case "ol":
		return tagOl
	case "b":
		return tagB
	case "i":
		return tagI
	case "em":
		return tagEm
	case "strong":
		return tagStrong
	case "abbr", "acronym":
		return tagAbbr
	case "address":
		return tagAddress
	case "article":
		return tagArticle
	case "aside":
		return tagAside
	case "blockquote":
		return tagBlockquote
	case "body":
		return tagBody
	case "button":
		return tagButton
	case "caption":
		return tagCaption
	case "center":
		return tagCenter
	case "cite":
		return tagCite
	case "code":
		return tagCode
	case "dd":
		return tagDd
	case "details":
		return tagDetails
	case "dfn":
		return tagDfn
	case "dl":
		return tagDl
	case "dt":
		return tagDt
	case "fieldset":
		return tagFieldset
	case "figcaption":
		return tagFigcaption
	case "figure":
		return tagFigure
	case "font":
		return tagFont
	case "footer":
		return tagFooter
	case "form":
		return tagForm
	case "h1":
		return tagH1
	case "h2":
		return tagH2
	case "h3":
		return tagH3
	case "h4":
		return tagH4
	case "h5":
		return tagH5
	case "h6":
		return tagH6
	case "head":
		return tagHead
	case "header", "hgroup":
		return tagHeader
	case "hr":
		return tagHr
	case "html":
		return tagHTML
	case "iframe":
		return tagIframe
	case "input":
		return tagInput
	case "ins", "del", "mark":
		return tagIns
	case "label":
		return tagLabel
	case "link":
		return tagLink
	case "main":
		return tagMain
	case "meta":
		return tagMeta
	case "nav":
		return tagNav
	case "noscript":
		return tagNoscript
	case "object", "applet", "marquee":
		return tagObject
	case "optgroup":
		return tagOptgroup
	case "option":
		return tagOption
	case "pre", "listing":
		return tagPre
	case "q":
		return tagQ
	case "s":
		return tagS
	case "script":
		return tagScript
	case "section":
		return tagSection
	case "select":
		return tagSelect
	case "small", "big":
		return tagSmall
	case "strike":
		return tagStrike
	case "style":
		return tagStyle
	case "sub":
		return tagSub
	case "summary":
		return tagSummary
	case "sup":
		return tagSup
	case "svg", "math":
		return tagSvg
	case "tbody":
		return tagTbody
	case "template":
		return tagTemplate
	case "textarea":
		return tagTextarea
	case "tfoot":
		return tagTfoot
	case "th":
		return tagTh
	case "thead":
		return tagThead
	case "time":
		return tagTime
	case "title":
		return tagTitle
	case "tt", "kbd", "samp":
		return tagTt
	case "u":
		return tagU
	case "var":
		return tagVar
	case "wbr":
		return tagWbr
	case "area", "base", "basefont", "bgsound", "col", "embed", "frame", "keygen", "param", "source", "track":
		return tagVoid
	}
	return tagNone
}

// class bits of an element name.
type nature uint8

const (
	isVoid    nature = 1 << iota // no content, no end tag
	isScope                      // ends the search for what an end tag closes
	isList                       // holds items: ends the search of <li>
	isSpecial                    // not inline: ends the search of inline end tags
	isFirm                       // special but address, div and p: ends the search of <li>, <dd>
	closesP                      // its start tag ends an open paragraph
	isHidden                     // its text is never shown
	isBlock                      // starts a new line of text
)

var natures = func() (t [tagDynamic]nature) {
	set := func(n nature, tags ...tag) {
		for _, g := range tags {
			t[g] |= n
		}
	}
	set(isVoid, tagBr, tagHr, tagImg, tagInput, tagLink, tagMeta, tagWbr, tagVoid)
	set(isScope, tagHTML, tagTable, tagTd, tagTh, tagCaption, tagObject, tagTemplate)
	set(isList, tagUl, tagOl, tagHTML, tagTable, tagTd, tagTh, tagCaption, tagObject, tagTemplate)
	block := []tag{tagAddress, tagArticle, tagAside, tagBlockquote, tagCenter, tagDetails, tagDiv, tagDl,
		tagFieldset, tagFigcaption, tagFigure, tagFooter, tagForm, tagH1, tagH2, tagH3, tagH4, tagH5, tagH6,
		tagHeader, tagHr, tagMain, tagNav, tagOl, tagP, tagPre, tagSection, tagSummary, tagTable, tagUl, tagLi, tagDd, tagDt}
	set(isSpecial|closesP|isBlock, block...)
	set(isSpecial, tagBody, tagHead, tagHTML, tagButton, tagCaption, tagIframe, tagNoscript, tagObject,
		tagScript, tagSelect, tagStyle, tagTbody, tagTd, tagTemplate, tagTextarea, tagTfoot, tagTh, tagThead, tagTitle, tagTr)
	set(isBlock, tagTbody, tagTd, tagTfoot, tagTh, tagThead, tagTr, tagCaption, tagBody, tagHTML, tagButton)
	for g := range t {
		if t[g]&isSpecial != 0 {
			t[g] |= isFirm
		}
	}
	for _, g := range []tag{tagAddress, tagDiv, tagP} {
		t[g] &^= isFirm
	}
	set(isHidden, tagScript, tagStyle, tagTemplate, tagTextarea, tagSelect, tagIframe, tagHead, tagTitle, tagSvg)
	return t
}()

func (g tag) is(n nature) bool { return g < tagDynamic && natures[g]&n != 0 }

// key numbers an attribute that the reader looks at; others are not kept.
type key uint8

const (
	keyNone key = iota
	keyID
	keyClass
	keyHref
	keyDatetime
	keyTitle
	keyContent
	keyItemprop
	keyItemtype
	keyItemscope
	keyItemid
	keyRel
	keyName
	keyStyle
	keyWidth
	keyIndent
	keyLang
	keyAlt
	keyType
	keyProperty
	keyRole
	keyCite
	keyAuthor
	keyScore
	keyDepth
	keyThingid
	keyParentid
	keyPermalink
	keyDataAuthor
	keyDataParent
	keyDataID
	keyDataTime
	keyDataDepth
	keyDataType
	keyDataScore
	keyDataSource
	keyDataQuote
	keyDataCommentStart
	keyDataUserid
	keyDeleted
	keyHidden
	keySlot
	keyTS
	keyDataPost
	keyComponent
	keys // how many there are: builder.attrs needs a bit for each
)

var _ [64 - keys]struct{}

func lookupKey(name []byte) key {
	switch string(name) {
	case "class":
		return keyClass
	case "href":
		return keyHref
	case "id":
		return keyID
	case "style":
		return keyStyle
	case "title":
		return keyTitle
	case "rel":
		return keyRel
	case "name":
		return keyName
	case "datetime":
		return keyDatetime
	case "content", "value":
		return keyContent
	case "itemprop":
		return keyItemprop
	case "itemtype":
		return keyItemtype
	case "itemscope":
		return keyItemscope
	case "itemid":
		return keyItemid
	case "width":
		return keyWidth
	case "indent":
		return keyIndent
	case "lang", "xml:lang":
		return keyLang
	case "alt":
		return keyAlt
	case "type":
		return keyType
	case "property":
		return keyProperty
	case "role", "data-role", "data-testid", "data-test-selector":
		return keyRole
	case "cite":
		return keyCite
	case "author":
		return keyAuthor
	case "score":
		return keyScore
	case "depth":
		return keyDepth
	case "thingid":
		return keyThingid
	case "parentid":
		return keyParentid
	case "permalink", "data-permalink", "data-url", "data-href":
		return keyPermalink
	case "data-author", "data-username", "data-user-name", "data-author-name", "data-commenter", "data-user":
		return keyDataAuthor
	case "data-parent", "data-parent-id", "data-parentid", "data-parent-comment-id", "data-comment-parent", "data-in-reply-to", "data-reply-to", "data-parent-comment":
		return keyDataParent
	case "data-id", "data-comment-id", "data-commentid", "data-comment", "data-fullname", "data-post-id", "data-message-id", "data-cid", "data-pid", "data-node-id", "data-shortid", "data-answerid":
		return keyDataID
	case "data-time", "data-timestamp", "data-utime", "data-date", "data-created", "data-created-at", "data-datetime", "data-time-string", "created-timestamp", "created", "data-date-time", "data-epoch", "data-unixtime", "data-ts":
		return keyDataTime
	case "data-depth", "data-level", "data-indent", "data-nesting-level", "data-comment-depth":
		return keyDataDepth
	case "data-type":
		return keyDataType
	case "data-score", "data-likes", "data-votes", "data-rating":
		return keyDataScore
	case "data-source":
		return keyDataSource
	case "data-quote":
		return keyDataQuote
	case "data-mw-comment-start":
		return keyDataCommentStart
	case "data-author-id", "data-user-id", "data-userid", "data-author-fullname":
		return keyDataUserid
	case "deleted", "is-comment-deleted":
		return keyDeleted
	case "hidden", "aria-hidden":
		return keyHidden
	case "slot":
		return keySlot
	case "ts":
		return keyTS
	case "data-post", "data-ipsquote-contentcommentid":
		return keyDataPost
	case "component":
		return keyComponent
	}
	return keyNone
}
