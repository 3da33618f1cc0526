filedesc://crawl.arc 0.0.0.0 20250305100000 text/plain 68
1 0 Example
URL IP-address Archive-date Content-type Archive-length

https://news.example/ferries 192.0.2.1 20250305100000 text/html 881
HTTP/1.1 200 OK
Content-Type: text/html; charset=utf-8

<!DOCTYPE html><html><head><title>Two ferries collide | The Example</title><meta charset="utf-8"><meta property="article:published_time" content="2025-03-04T09:00:00Z"><meta property="og:site_name" content="The Example"></head><body><nav><a href="/">Home</a> <a href="/sport">Sport</a></nav><article><h1>Two ferries collide</h1><p>The navy of Norland said on Monday that two ferries had collided off Cape Vild, and that both had reached the port under their own power.</p><p>Nobody was hurt, according to the coast guard, which closed the strait for six hours and sent two tugs to the place of the accident.</p><p>“We saw lights and then nothing,” said Jonas Vild, a fisherman from the island, who had been mending his nets on the pier since noon.</p></article><footer>Ten islands you must see.</footer></body></html>

https://news.example/strait 192.0.2.1 20250305100000 text/html 879
HTTP/1.1 200 OK
Content-Type: text/html; charset=utf-8

<!DOCTYPE html><html><head><title>Strait opens again | The Example</title><meta charset="utf-8"><meta property="article:published_time" content="2025-03-04T09:00:00Z"><meta property="og:site_name" content="The Example"></head><body><nav><a href="/">Home</a> <a href="/sport">Sport</a></nav><article><h1>Strait opens again</h1><p>Nobody was hurt, according to the coast guard, which closed the strait for six hours and sent two tugs to the place of the accident.</p><p>“We saw lights and then nothing,” said Jonas Vild, a fisherman from the island, who had been mending his nets on the pier since noon.</p><p>The navy of Norland said on Monday that two ferries had collided off Cape Vild, and that both had reached the port under their own power.</p></article><footer>Ten islands you must see.</footer></body></html>

