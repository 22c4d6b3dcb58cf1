/** Pages of every week, by interest, and single searches. */

/** Every week: weight, then pages. `#` stands for a number, `@` for letters; the same page may come again. */
export const HABITS = [
  [
    9,
    [
      ['https://www.bbc.co.uk/news', 'Home - BBC News'],
      ['https://www.bbc.co.uk/news/articles/c@', 'New woodland to be planted near Bristol - BBC News'],
      ['https://www.bbc.co.uk/weather/2654675', 'Bristol - BBC Weather'],
      ['https://www.theguardian.com/uk', 'News, sport and opinion | The Guardian'],
      [
        'https://www.theguardian.com/environment/street-trees-#',
        'Why street trees fail, and how to keep them | The Guardian',
      ],
      ['https://www.bristolpost.co.uk/news/bristol-news/harbour-#', 'Plans for the harbour go on show | Bristol Live'],
    ],
  ],
  [
    8,
    [
      ['https://www.theperfectloaf.com/beginners-sourdough-bread/', "Beginner's Sourdough Bread | The Perfect Loaf"],
      ['https://www.theperfectloaf.com/guides/baking-timetables/', 'Baking timetables | The Perfect Loaf'],
      ['https://www.reddit.com/r/Sourdough/comments/@/', 'Crumb check: what went wrong? : r/Sourdough'],
      [
        'https://www.kingarthurbaking.com/recipes/no-knead-sourdough-bread-recipe',
        'No-Knead Sourdough Bread Recipe | King Arthur Baking',
      ],
      ['https://www.youtube.com/watch?v=@', 'Shaping a high hydration dough - YouTube'],
      ['https://www.bbcgoodfood.com/recipes/focaccia', 'Focaccia recipe | Good Food'],
      ['https://www.bakerybits.co.uk/proving-baskets', 'Proving baskets | Bakery Bits'],
      ['https://www.seriouseats.com/bread-flour-guide', 'A guide to bread flour | Serious Eats'],
    ],
  ],
  [
    8,
    [
      ['https://www.strava.com/dashboard', 'Dashboard | Strava'],
      ['https://www.strava.com/activities/155#', 'Morning Run | Strava'],
      ['https://www.irunfar.com/beginners-guide-to-trail-running', "A beginner's guide to trail running | iRunFar"],
      ['https://www.parkrun.org.uk/ashtoncourt/results/latestresults/', 'results | Ashton Court parkrun'],
      ['https://www.komoot.com/discover/bristol/trail-running', 'Trail runs around Bristol | Komoot'],
      [
        'https://www.reddit.com/r/trailrunning/comments/@/',
        'First half marathon on trails, any tips? : r/trailrunning',
      ],
      ['https://trailandfell.example/training/eight-weeks', 'Eight weeks to a trail half | Trail & Fell'],
    ],
  ],
  [
    6,
    [
      ['https://www.youtube.com/watch?v=@', 'KEXP session: Paper Lanterns (Full Performance) - YouTube'],
      ['https://open.spotify.com/playlist/37i9dQ@', 'Indie this week - playlist by Spotify | Spotify'],
      ['https://paperlanterns.bandcamp.com/album/small-weather', 'Small Weather | Paper Lanterns | Bandcamp'],
      ['https://www.songkick.com/metro-areas/24521-uk-bristol', 'Bristol Concerts, Festivals & Gigs | Songkick'],
      ['https://pitchfork.com/reviews/albums/moth-radio-night-bus/', 'Moth Radio: Night Bus Album Review | Pitchfork'],
      ['https://www.roughtrade.com/en-gb/new-releases', 'New releases | Rough Trade'],
    ],
  ],
  [
    5,
    [
      ['https://www.dpreview.com/forums/thread/47#', 'XF 27 or XF 23 for street? - Fujifilm X System forum'],
      ['https://www.flickr.com/photos/tags/bristol/', 'bristol photos on Flickr'],
      ['https://www.flickr.com/photos/upload/', 'Upload photos | Flickr'],
      ['https://fujixweekly.com/recipes/', 'Film simulation recipes | Fuji X Weekly'],
      [
        'https://www.digitalcameraworld.com/tutorials/blue-hour',
        'How to photograph the blue hour | Digital Camera World',
      ],
    ],
  ],
  [
    4,
    [
      ['https://ceramicartsnetwork.org/daily/centering-tips', 'Five tips for centering clay | Ceramic Arts Network'],
      ['https://www.youtube.com/watch?v=@', 'Throwing your first bowl on the wheel - YouTube'],
      ['https://www.reddit.com/r/Pottery/comments/@/', 'My third bowl! : r/Pottery'],
      ['https://www.pinterest.co.uk/search/pins/?q=tenmoku%20glaze', 'tenmoku glaze - Pinterest'],
    ],
  ],
  [
    4,
    [
      ['https://www.petsathome.com/product/dog/dog-treats', 'Dog treats | Pets at Home'],
      ['https://www.rspca.org.uk/adviceandwelfare/pets/dogs/training', 'Dog training advice | RSPCA'],
      [
        'https://www.reddit.com/r/BorderTerrier/comments/@/',
        'Is it normal that she eats tennis balls? : r/BorderTerrier',
      ],
      ['https://butternutbox.com/my-plan', 'Your plan | Butternut Box'],
      ['https://www.thekennelclub.org.uk/breeds/border-terrier', 'Border Terrier | The Kennel Club'],
    ],
  ],
  [
    5,
    [
      ['https://www.dezeen.com/landscape-and-urbanism/', 'Landscape architecture and urbanism | Dezeen'],
      ['https://www.landscapeinstitute.org/news/', 'News | Landscape Institute'],
      ['https://www.rhs.org.uk/garden-features/rain-gardens', 'Rain gardens | RHS Gardening'],
      ['https://www.susdrain.org/case-studies/', 'SuDS case studies | susdrain'],
      ['https://www.gardensillustrated.com/plants/drought-tolerant', 'Plants for dry soil | Gardens Illustrated'],
    ],
  ],
  [
    4,
    [
      ['https://www.netflix.com/browse', 'Home - Netflix'],
      ['https://www.netflix.com/watch/81#', 'Netflix'],
      ['https://www.channel4.com/programmes/the-great-pottery-throw-down', 'The Great Pottery Throw Down - Channel 4'],
      ['https://www.bbc.co.uk/iplayer/episode/m00#/gardeners-world', "Gardeners' World - BBC iPlayer"],
      ['https://letterboxd.com/film/perfect-days-2023/', 'Perfect Days (2023) | Letterboxd'],
    ],
  ],
  [
    6,
    [
      ['https://mail.google.com/mail/u/0/#inbox', 'Inbox - Gmail'],
      ['https://calendar.google.com/calendar/u/0/r/week', 'Google Calendar - Week'],
      [
        'https://www.google.com/maps/dir/Southville,+Bristol/Leigh+Woods/',
        'Southville, Bristol to Leigh Woods - Google Maps',
      ],
      ['https://web.whatsapp.com/', 'WhatsApp'],
      ['https://photos.google.com/', 'Photos - Google Photos'],
      ['https://app.avonside-bank.example/accounts', 'Your accounts | Avonside Bank'],
    ],
  ],
  [
    3,
    [
      ['https://www.ocado.com/browse/bakery', 'Bakery | Ocado'],
      ['https://www.riverford.co.uk/recipes/broad-bean-toast', 'Broad bean toast | Riverford'],
      ['https://ottolenghi.co.uk/pages/recipes/aubergine-miso', 'Miso aubergines | Ottolenghi'],
      ['https://www.johnlewis.com/baking/c6000', 'Baking | John Lewis & Partners'],
    ],
  ],
  [
    3,
    [
      ['https://www.instagram.com/', 'Instagram'],
      ['https://www.instagram.com/p/C@/', 'Pepper on the beach | Instagram'],
      ['https://www.duolingo.com/lesson', 'Duolingo'],
      ['https://www.linkedin.com/feed/', 'Feed | LinkedIn'],
    ],
  ],
  [
    2,
    [
      [
        'https://www.rightmove.co.uk/property-for-sale/Southville.html',
        'Properties For Sale in Southville | Rightmove',
      ],
      ['https://www.gov.uk/council-tax', 'Council Tax - GOV.UK'],
      ['https://octopus.energy/dashboard/', 'Your account | Octopus Energy'],
      [
        'https://www.moneysavingexpert.com/banking/overseas-cards/',
        'Cheap travel money: cards for abroad | MoneySavingExpert',
      ],
    ],
  ],
  [
    2,
    [
      ['https://www.bbc.co.uk/sport/football', 'Football - BBC Sport'],
      ['https://www.bikeradar.com/advice/workshop/replace-brake-pads', 'How to replace brake pads | BikeRadar'],
      [
        'https://www.sustrans.org.uk/find-a-route/bristol-and-bath-railway-path',
        'Bristol and Bath Railway Path | Sustrans',
      ],
    ],
  ],
  [
    2,
    [
      ['https://www.goodreads.com/book/show/40180098-the-overstory', 'The Overstory by Richard Powers | Goodreads'],
      ['https://uk.bookshop.org/shop/nature', 'Nature and gardens | Bookshop.org UK'],
      ['https://www.librarieswest.org.uk/account', 'My account | LibrariesWest'],
    ],
  ],
];

/** Single searches of the half year; each is made once. */
export const SEARCHES = [
  'how long to bulk ferment at 24 degrees',
  'rye starter hooch',
  'bannetons sticking rice flour',
  'cardamom buns recipe swedish',
  'best running vest women small',
  'black toenail running',
  'couch stretch hip flexor',
  'bristol to port eynon bus',
  'second hand pottery wheel uk',
  'stoneware cone 6 temperature',
  'glaze crawling cause',
  'border terrier stripping bristol',
  'dog friendly pubs leigh woods',
  'fuji x classic chrome settings',
  'tripod under 1kg',
  'lisbon tram 28 queue',
  'pastel de nata belem opening hours',
  'sintra day trip from lisbon train',
  'portuguese for the bill please',
  'housewarming gift ideas sweden',
  'prinsesstårta recept',
  'rain garden plant list uk',
  'rootstock street trees bristol',
  'suds planning guidance',
  'how to prune fig tree',
  'vinyl moth radio night bus',
  'record shops cardiff',
  'perfect days soundtrack',
  'the overstory summary part two',
  'gower tide times',
  'paint sample sage green',
  'clean suede boots',
  'cheap storage camera lenses',
  'bike chain worn how to tell',
  'moth radio support act',
  'how to sharpen a bread knife',
  'flights gothenburg price',
  'kanelbullar cardamom amount',
];
