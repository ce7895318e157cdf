package target

import (
	"strings"
	"sync"
)

// lists holds the closed word lists that discovery consults. They are built
// once, on first use.
type lists struct {
	common map[string]bool // words whose capital at the head of a sentence says nothing
	never  map[string]bool // words that are no target even when capitalised within one
	given  map[string]byte // given names: m, f or x
	short  map[string]string
	place  map[string]bool
	body   map[string]bool // organisations, sites and firms by name
	org    map[string]bool // head nouns of organisations
	title  map[string]byte // titles: m, f or x
}

var wordLists = sync.OnceValue(func() *lists {
	l := &lists{
		common: set(commonWords), never: set(neverWords), place: set(placeWords), body: set(bodyWords), org: set(orgWords),
		given: map[string]byte{}, short: map[string]string{}, title: map[string]byte{},
	}
	for w := range l.never {
		l.common[w] = true
	}
	gendered(l.given, maleNames, femaleNames, eitherNames)
	for _, pair := range strings.Fields(shortNames) {
		short, long, _ := strings.Cut(pair, "=")
		l.short[short] = long
	}
	gendered(l.title, maleTitles, femaleTitles, eitherTitles)
	return l
})

// gendered fills m; a word in a later list keeps that list's gender.
func gendered(m map[string]byte, male, female, either string) {
	for i, names := range [...]string{male, female, either} {
		for _, n := range strings.Fields(names) {
			m[n] = "mfx"[i]
		}
	}
}

func set(words string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(words) {
		m[w] = true
	}
	return m
}

const (
	bodyWords = `twitter facebook google youtube reddit instagram tiktok wikipedia amazon apple microsoft netflix tesla spacex boeing nasa nato bbc cnn itv nhs irs fbi cia eu un who fda cdc nra epa nyt wsj msnbc nbc abc cbs fox republicans republican democrats democrat dems gop tories tory labour conservatives greens snp ukip momentum congress senate parliament pentagon kremlin hamas hezbollah taliban isis antifa wikileaks paypal uber airbnb disney sony nintendo samsung intel nvidia openai whatsapp snapchat breitbart guardian telegraph fifa uefa nfl nba mlb arsenal chelsea everton spurs`

	maleTitles   = "mr sir lord king prince father brother mister"
	femaleTitles = "mrs ms miss lady dame queen princess madam sister baroness"
	eitherTitles = "dr prof professor president senator sen congressman congresswoman governor gov mayor minister secretary chancellor judge justice general gen captain colonel pope rev reverend pm comrade chairman speaker councillor cllr mp rep ceo coach"

	orgWords = "party government council union university college school institute ministry department committee congress parliament senate commission court bank church group company corporation inc ltd corp league club association foundation society agency police army press network media times post news guardian telegraph mail bbc office service federation campaign movement board trust authority force administration team airlines airways motors"

	// Words that may open a sentence with a capital and are seldom names.
	commonWords = `a about above absolutely according actually admittedly after afterwards again against agree agreed ah aha all allegedly almost alright also although altogether always am amazing amen among an and another any anybody anyhow anyone anything anyway anyways apart apologies apparently are aren't as ask asking aside at awesome aw away back bad basically be bear because been before beats begging behind being believe below besides best better between beware big blah bless both bottom boy bravo bring brilliant but by bye call can can't cannot careful certainly cheers clearly clever come conversely cool correct could couldn't crawl damn day dear definitely despite did didn't difficult disagree do does doesn't doing don't done down due during each easy either else end enough even eventually ever every everybody everyone everything everywhere evidently exactly except excellent excuse explain fair far few finally fine first firstly folks following for forget former fortunately frankly from full fully funny further furthermore generally get gets getting gee give given giving go god going good goodbye gosh got granted great guess guys had ha haha half hang happy hard hardly has hasn't hate have haven't having he he'd he'll he's heck hell hello hence her here here's hers herself hey hi high him himself his hmm hold honestly hope hopefully how how's however huge i i'd i'll i'm i've idiot idiots if imagine imho imo in incidentally including incredible indeed inside instead interesting interestingly into ironically is isn't it it's its itself join just keep kind know lack last lastly later lately least leave less let let's lets like likely likewise listen literally little lol long look looking looks lots love lovely luckily made make makes making many maybe me meanwhile merely mind mine mistake more moreover most mostly much must my myself name namely nah naturally near nearly need needs neither never nevertheless new next nice no nobody none nonetheless nonsense nope nor normally not note nothing notice now nowadays nowt nowhere obviously odd of off oh ok okay old omg on once one ones only onto oops open or ordinary other others otherwise ouch our ours out outside over overall own pathetic part people perfect perhaps personally plain please plenty plus point poor possibly precisely presumably pretty previously probably proof ps put quick quickly quite rather read reading really recall regarding regardless regards remember resist right rubbish run sad sadly said same save say saying says scary see seeing seems seen send several shall shame she she'd she'll she's should shouldn't show shut similarly simple simply since smart so some somebody somehow someone something sometimes somewhere soon sorry sound speaking spot stand start still stop strange strong stupid such suddenly suppose supposedly sure surely surprise surprisingly take talk talking tell telling terrible than thank thankfully thanks that that's that'll the their theirs them themselves then there there's thereby therefore these they they'd they'll they're they've thing things think this those though thought through throughout thus time times to today together tomorrow tonight too top totally trouble true truly trust try trying turn twice two three four five six seven eight nine ten typical typically ugh ultimately under undoubtedly unfortunately unless unlike until up upon us use used using usual usually utter utterly various very via wait wake wanna want was wasn't watch watching way we we'd we'll we're we've weird welcome well were weren't what what's whatever when when's whenever where where's whereas wherever whether which whichever while whilst who who's whoever whole whom whose why why's will with within without won't wonder wonderful work would wouldn't wow wrong yay ye yeah year years yep yes yesterday yet you you'd you'll you're you've young your yours yourself yup spare sick anyone's nobody's hooray hurrah please sigh fwiw tbh btw edit update source link quote op yikes whoa hmmm ahh ooh er erm um uh lmao rofl wtf ffs smh tl;dr imagine assuming considering unlikely fake real rejoin recruit beautiful ridiculous disgusting disgraceful typical brave correctly history context seriously remind support vote stay ban`

	// Words that are written with a capital and name no target.
	neverWords = `monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri january february march april june july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec christmas easter am pm bst gmt utc est pst i me mr mrs ms dr sir lol omg wtf ffs imo imho btw tbh fyi aka tv ok usa's pdf url http https www faq diy asap rip edit re ps nb eg ie etc english american british french german european african asian chinese russian italian spanish irish scottish welsh indian jewish muslim christian catholic western eastern northern southern god jesus internet web mp mps pm ceo mep meps dm faqs ge gdp iq rt fb hi says said wrote reply replies comment comments posted anonymous admin guest moderator permalink edited deleted removed north south east west left right centre center leave remain`

	maleNames = `aaron adam adrian ahmed alan albert alec alexander ali allan andrew andy angus anthony antonio arthur barack barry ben benjamin bernard bernie bill billy bob bobby boris brad bradley brian bruce bryan carl carlos charles charlie chris christian christopher chuck clive colin craig daniel danny darren dave david dean dennis derek diego dominic donald doug douglas duncan ed eddie edward elon emmanuel eric ethan frank fred gareth gary gavin geoff geoffrey george gerald gerard gerry giles glenn gordon graham greg gregory guy hank harold harry harvey hector henry howard hugh iain ian isaac ivan jack jacob jake james jason jay jeff jeffrey jeremy jerry jim jimmy joe joel john johnny jon jonathan jordan jose joseph josh joshua juan julian justin karl keir keith ken kenneth kevin kyle larry lawrence lee leo leon leonard lewis liam lionel louis luis luke malcolm manuel marcus mario mark martin marvin matt matthew max michael michel mick miguel mike mitch mohammed muhammad nathan neil nelson nicholas nick nigel noah norman oliver omar oscar owen patrick paul pedro pete peter phil philip pierre rahul ralph ray raymond rex ricardo richard rick robert roberto robin rodney roger roland ron ronald rory ross roy rupert russell ryan sam samuel scott sean sergey seth shaun simon stanley stefan stephen steve steven stuart ted terry theodore thomas tim timothy toby tom tommy tony trevor tyler victor vincent vladimir walter warren wayne will william xavier`

	femaleNames = `abigail alice alison amanda amy andrea angela anita ann anna anne annie barbara becky beth betty bridget carol caroline carrie catherine charlotte cheryl chloe christina christine cindy claire clara cynthia dawn deborah denise diana diane donna doris dorothy edith eileen elaine eleanor elizabeth ellen emily emma esther eva evelyn fiona florence frances gail gemma gina gloria grace greta gwen hannah harriet heather helen hilary hillary holly ingrid irene isabel ivanka jackie jane janet janice jean jennifer jenny jess jessica jill jo joan joanna jodie josephine joyce judith judy julia julie kamala karen karie kate katherine kathleen kathy katie kay kelly kerry kim kirsten laura lauren leah leslie linda lisa liz lorraine louise lucy lynn maggie margaret maria marie marilyn marjorie martha mary maureen maxine megan melanie melissa michelle miranda molly monica nancy naomi natalie nicola nicole nina nora olivia pamela patricia paula penny priti polly rachel rebecca rita rose rosie ruth sally samantha sandra sarah sharon sheila shirley sofia sonia sophie stella stephanie sue susan suzanne sylvia tara teresa theresa tina tracy tulsi ursula valerie vanessa vera veronica victoria virginia wendy yvonne zoe`

	eitherNames = `alex ashley avery cameron casey chris dana drew eden jamie jesse kelly kim lee leigh lindsay morgan pat quinn riley robin sandy sasha sidney stacey sydney taylor tracey`

	shortNames = `becky=rebecca becca=rebecca bill=william billy=william will=william bob=robert bobby=robert rob=robert joe=joseph joey=joseph bernie=bernard liz=elizabeth beth=elizabeth betty=elizabeth mike=michael mick=michael mickey=michael tony=anthony tom=thomas tommy=thomas jim=james jimmy=james jamie=james steve=stephen dave=david dan=daniel danny=daniel matt=matthew chris=christopher nick=nicholas ed=edward eddie=edward ted=edward andy=andrew ben=benjamin ron=ronald don=donald ken=kenneth kate=katherine kathy=katherine sam=samuel tim=timothy greg=gregory jeff=jeffrey geoff=geoffrey alex=alexander dick=richard rick=richard jon=jonathan josh=joshua pete=peter phil=philip ray=raymond sue=susan jess=jessica jenny=jennifer jen=jennifer vicky=victoria pat=patricia fred=frederick charlie=charles chuck=charles jack=john johnny=john larry=lawrence harry=henry terry=terence debbie=deborah angie=angela maggie=margaret meg=margaret nan=nancy gerry=gerald jerry=gerald kim=kimberly mandy=amanda cathy=catherine cath=catherine jez=jeremy jezza=jeremy kam=kamala`

	placeWords = `afghanistan africa alabama alaska algeria america amsterdam argentina arizona asia athens atlanta australia austria baghdad bangladesh barcelona beijing belarus belfast belgium berlin birmingham bolivia boston brazil brighton bristol britain brussels bulgaria california cambridge canada cardiff catalonia chechnya chicago chile china colombia colorado connecticut copenhagen crimea croatia cuba cyprus dallas damascus delhi denmark detroit dubai dublin edinburgh egypt england estonia ethiopia europe finland florida france gaza geneva georgia germany ghana glasgow greece hawaii hungary iceland idaho illinois india indiana indonesia iowa iran iraq ireland israel istanbul italy jakarta japan jerusalem jordan kabul kansas kentucky kenya kosovo kuwait kyiv latvia lebanon leeds libya lisbon lithuania liverpool london louisiana madrid maine malaysia mali malta manchester maryland massachusetts melbourne mexico miami michigan minnesota mississippi missouri montana morocco moscow mumbai munich myanmar nebraska nepal netherlands nevada newcastle nigeria norway nottingham ohio oklahoma oregon oxford pakistan palestine panama paris pennsylvania peru philadelphia philippines poland portugal prague qatar romania rome russia scotland seattle senegal serbia sheffield shanghai singapore slovakia slovenia somalia spain sudan sweden switzerland sydney syria taiwan tehran tennessee texas thailand tibet tokyo toronto tunisia turkey uganda uk ukraine usa utah venezuela vermont vienna vietnam wales warsaw washington wisconsin wyoming yemen yorkshire zambia zimbabwe`
)
