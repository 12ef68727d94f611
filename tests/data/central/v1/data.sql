ALTER TABLE mom.event_again DISABLE TRIGGER ALL;
INSERT INTO mom.event_again VALUES
	('01a203bc-5c3a-7e2f-84b5-04ac61f878a5', 3, 1, '01a203bc-5d1d-72a9-930b-c6963c579bc6', '\xdccd405d7287ac9b2a43ba71bbad8561cb2a4694da9b0eb6265d3249b35b2825'),
	('01a203bc-5c3a-7e2f-84b5-04ac61f878a5', 3, 2, '01a203bc-5d1f-7040-b9dc-95aafd5464b0', '\x91babac2994bc2f1f7d4deb0ce00492445e19933abeaccd3679455204ca9db01');
ALTER TABLE mom.event_again ENABLE TRIGGER ALL;
ALTER TABLE mom.event_default DISABLE TRIGGER ALL;
INSERT INTO mom.event_default VALUES
	('2026-11-22', '01a203bc-5cd5-751f-90e8-1fae9d6ccb49', '01a203bc-5c3a-7e2f-84b5-04ac61f878a5', 1, 1, 117660647811252224, '2026-11-22 14:50:05.909534+00', -1, 'production.quantity_counted', 1, 'order/4711-1', 0, '{}', '{area/A}', '{"at":"2026-03-02T06:00:00Z","by":null,"good":1,"machine":"P07","order":"4711-1","rejected":0,"station":"P07"}', '\xc674ebf41f560615d33be9451fbf7980fe2b0f97b324719552ce49cfd1cb464c', '2026-11-22 14:50:05.922414+00'),
	('2026-11-22', '01a203bc-5cd5-731c-b296-9098abc1dde8', '01a203bc-5c3a-7e2f-84b5-04ac61f878a5', 1, 2, 117660647811252225, '2026-11-22 14:50:05.909959+00', -1, 'production.quantity_counted', 1, 'order/4711-2', 0, '{}', '{area/A}', '{"at":"2026-03-02T06:00:00Z","by":null,"good":2,"machine":"P07","order":"4711-2","rejected":0,"station":"P07"}', '\x7ac76b283e89ddfb7b795f29e26ab1fd16d4f5ffd3bf5b3fe848143b48a1da77', '2026-11-22 14:50:05.922935+00'),
	('2026-11-22', '01a203bc-5cd6-7b06-af62-a473a91d2a0b', '01a203bc-5c3a-7e2f-84b5-04ac61f878a5', 1, 3, 117660647811317760, '2026-11-22 14:50:05.910104+00', -1, 'production.quantity_counted', 1, 'order/4711-3', 0, '{}', '{area/A}', '{"at":"2026-03-02T06:00:00Z","by":null,"good":3,"machine":"P07","order":"4711-3","rejected":0,"station":"P07"}', '\xb25346e95374f462f818a2bb610439202b46a6e124211363e71b6338755f8954', '2026-11-22 14:50:05.924806+00'),
	('2026-11-22', '01a203bc-5cd6-7a4c-a99c-e52c94c278b1', '01a203bc-5c3a-7e2f-84b5-04ac61f878a5', 1, 4, 117660647811317761, '2026-11-22 14:50:05.910222+00', -1, 'production.quantity_counted', 1, 'order/4711-4', 0, '{}', '{area/A}', '{"at":"2026-03-02T06:00:00Z","by":null,"good":4,"machine":"P07","order":"4711-4","rejected":0,"station":"P07"}', '\x0e6842865838394ab74a43881759a30049cbcc5b45bcef0a9910b543c7692964', '2026-11-22 14:50:05.924815+00'),
	('2026-11-22', '01a203bc-5cd6-7ab4-953b-85cfbbb1cde4', '01a203bc-5c3a-7e2f-84b5-04ac61f878a5', 1, 5, 117660647811317762, '2026-11-22 14:50:05.910315+00', -1, 'production.quantity_counted', 1, 'order/4711-0', 0, '{}', '{area/A}', '{"at":"2026-03-02T06:00:00Z","by":null,"good":5,"machine":"P07","order":"4711-0","rejected":0,"station":"P07"}', '\x211e9425aa05b9f7d62c81f382113967b715c1e5d3ad0b2fbe4427c4b03634b2', '2026-11-22 14:50:05.92482+00'),
	('2026-11-22', '01a203bc-5cd6-714d-9832-305ba9470e49', '01a203bc-5c3a-7e2f-84b5-04ac61f878a5', 1, 6, 117660647811317763, '2026-11-22 14:50:05.910478+00', -1, 'production.quantity_counted', 1, 'order/4711-1', 0, '{01a203bc-5cd5-751f-90e8-1fae9d6ccb49}', '{area/A}', '{"at":"2026-03-02T06:00:00Z","by":null,"good":6,"machine":"P07","order":"4711-1","rejected":0,"station":"P07"}', '\x1a5ecae89a127ab97dbca3210090673b2eb1481ea4502fbb19517b8b5287b4ae', '2026-11-22 14:50:05.924824+00'),
	('2026-11-22', '01a203bc-5cd6-7eb4-ae63-55fbd8b72771', '01a203bc-5c3a-7e2f-84b5-04ac61f878a5', 1, 7, 117660647811317764, '2026-11-22 14:50:05.910572+00', -1, 'production.quantity_counted', 1, 'order/4711-2', 0, '{01a203bc-5cd5-731c-b296-9098abc1dde8}', '{area/A}', '{"at":"2026-03-02T06:00:00Z","by":null,"good":7,"machine":"P07","order":"4711-2","rejected":0,"station":"P07"}', '\x777fd297cd0d73c5064714f2dec31876b0b36765a9606c6ff740683369a0659b', '2026-11-22 14:50:05.92483+00'),
	('2026-11-22', '01a203bc-5cd6-71d4-9d3b-49e24ad3cff2', '01a203bc-5c3a-7e2f-84b5-04ac61f878a5', 1, 8, 117660647811317765, '2026-11-22 14:50:05.910644+00', -1, 'production.quantity_counted', 1, 'order/4711-3', 0, '{01a203bc-5cd6-7b06-af62-a473a91d2a0b}', '{area/A}', '{"at":"2026-03-02T06:00:00Z","by":null,"good":8,"machine":"P07","order":"4711-3","rejected":0,"station":"P07"}', '\x6b3bb7c8ff79d48a037892590adc52e45693773dd1ac32914ea7464a7955b5bb', '2026-11-22 14:50:05.924834+00'),
	('2026-11-22', '01a203bc-5cd6-7c70-9e22-95cf39c20f96', '01a203bc-5c3a-7e2f-84b5-04ac61f878a5', 1, 9, 117660647811317766, '2026-11-22 14:50:05.91077+00', -1, 'production.quantity_counted', 1, 'order/4711-4', 0, '{01a203bc-5cd6-7a4c-a99c-e52c94c278b1}', '{area/A}', '{"at":"2026-03-02T06:00:00Z","by":null,"good":9,"machine":"P07","order":"4711-4","rejected":0,"station":"P07"}', '\xe2e9a965423e84b9ee17a83e43eded825f75b913c5c99367cb92afd391d602d0', '2026-11-22 14:50:05.924838+00'),
	('2026-11-22', '01a203bc-5cd6-7000-a6dc-ed6030dbebff', '01a203bc-5c3a-7e2f-84b5-04ac61f878a5', 1, 10, 117660647811317767, '2026-11-22 14:50:05.910851+00', -1, 'production.quantity_counted', 1, 'order/4711-0', 0, '{01a203bc-5cd6-7ab4-953b-85cfbbb1cde4}', '{area/A}', '{"at":"2026-03-02T06:00:00Z","by":null,"good":10,"machine":"P07","order":"4711-0","rejected":0,"station":"P07"}', '\x70d0638170c47b8cbcda60bc945a65a04002a864f9be8edf8137ccd696bf7cce', '2026-11-22 14:50:05.924842+00'),
	('2026-11-22', '01a203bc-5cd6-7480-87b0-702b27b9d71b', '01a203bc-5c3a-7e2f-84b5-04ac61f878a5', 1, 11, 117660647811317768, '2026-11-22 14:50:05.910918+00', -1, 'production.quantity_counted', 1, 'order/4711-1', 0, '{01a203bc-5cd6-714d-9832-305ba9470e49}', '{area/A}', '{"at":"2026-03-02T06:00:00Z","by":null,"good":11,"machine":"P07","order":"4711-1","rejected":0,"station":"P07"}', '\x876073c49dd110dc9829d4f9053a8432fd97bbd01a6446986136eab54eeb1f6b', '2026-11-22 14:50:05.924846+00'),
	('2026-11-22', '01a203bc-5cd7-7019-964f-45a8c45ceaa4', '01a203bc-5c3a-7e2f-84b5-04ac61f878a5', 1, 12, 117660647811383296, '2026-11-22 14:50:05.911026+00', -1, 'production.quantity_counted', 1, 'order/4711-2', 0, '{01a203bc-5cd6-7eb4-ae63-55fbd8b72771}', '{area/A}', '{"at":"2026-03-02T06:00:00Z","by":null,"good":12,"machine":"P07","order":"4711-2","rejected":0,"station":"P07"}', '\x23dbe1183f008f17f90ad37da366a84dfe62d1d397d8240c317bb9bd5f518aa2', '2026-11-22 14:50:05.92485+00'),
	('2026-11-22', '01a203bc-5cd7-7d1b-bc09-34c5071dc0ee', '01a203bc-5c3a-7e2f-84b5-04ac61f878a5', 1, 13, 117660647811383297, '2026-11-22 14:50:05.911101+00', -1, 'production.quantity_counted', 1, 'order/4711-3', 0, '{01a203bc-5cd6-71d4-9d3b-49e24ad3cff2}', '{area/A}', '{"at":"2026-03-02T06:00:00Z","by":null,"good":13,"machine":"P07","order":"4711-3","rejected":0,"station":"P07"}', '\x1230c102ef62db8407b1246cbc2e6f34c88c6dc6a10f2c1ed1c5ff0912450784', '2026-11-22 14:50:05.924854+00'),
	('2026-11-22', '01a203bc-5cd7-768a-b133-52b28d64236f', '01a203bc-5c3a-7e2f-84b5-04ac61f878a5', 1, 14, 117660647811383298, '2026-11-22 14:50:05.911174+00', -1, 'production.quantity_counted', 1, 'order/4711-4', 0, '{01a203bc-5cd6-7c70-9e22-95cf39c20f96}', '{area/A}', '{"at":"2026-03-02T06:00:00Z","by":null,"good":14,"machine":"P07","order":"4711-4","rejected":0,"station":"P07"}', '\x142d5891cb42224b2c383ceffbb3b78fd1971b145989a6f3cde3d5f24220bcda', '2026-11-22 14:50:05.924857+00'),
	('2026-11-22', '01a203bc-5cd7-7f0f-aa7b-8d19ae8322b5', '01a203bc-5c3a-7e2f-84b5-04ac61f878a5', 1, 15, 117660647811383299, '2026-11-22 14:50:05.911344+00', -1, 'production.quantity_counted', 1, 'order/4711-0', 0, '{01a203bc-5cd6-7000-a6dc-ed6030dbebff}', '{area/A}', '{"at":"2026-03-02T06:00:00Z","by":null,"good":15,"machine":"P07","order":"4711-0","rejected":0,"station":"P07"}', '\xd874f832bbc4e312217bedb4fe0c0fb12e37495a3ed6e18d560abffb9cf158b0', '2026-11-22 14:50:05.924861+00'),
	('2026-11-22', '01a203bc-5cd8-7677-97a9-b4d038f19dc5', '01a203bc-5c3a-7e2f-84b5-04ac61f878a5', 1, 16, 117660647811448832, '2026-11-22 14:50:05.912062+00', -1, 'production.quantity_counted', 1, 'order/4711-1', 0, '{01a203bc-5cd6-7480-87b0-702b27b9d71b}', '{area/A}', '{"at":"2026-03-02T06:00:00Z","by":null,"good":16,"machine":"P07","order":"4711-1","rejected":0,"station":"P07"}', '\xe9f02c78ad6db34014da9b8c70436c47df43400e79787a54d338543a2e44dd1a', '2026-11-22 14:50:05.924865+00'),
	('2026-11-22', '01a203bc-5cd8-704a-a1a8-e3be256efc94', '01a203bc-5c3a-7e2f-84b5-04ac61f878a5', 1, 17, 117660647811448833, '2026-11-22 14:50:05.912153+00', -1, 'production.quantity_counted', 1, 'order/4711-2', 0, '{01a203bc-5cd7-7019-964f-45a8c45ceaa4}', '{area/A}', '{"at":"2026-03-02T06:00:00Z","by":null,"good":17,"machine":"P07","order":"4711-2","rejected":0,"station":"P07"}', '\xc4fa5bd6f0a7b3044c47ba2fb5991914759e33548d771af1ed3695174bdd94e3', '2026-11-22 14:50:05.924869+00'),
	('2026-11-22', '01a203bc-5cd8-7a4b-8de3-71ad37b63848', '01a203bc-5c3a-7e2f-84b5-04ac61f878a5', 1, 18, 117660647811448834, '2026-11-22 14:50:05.912222+00', -1, 'production.quantity_counted', 1, 'order/4711-3', 0, '{01a203bc-5cd7-7d1b-bc09-34c5071dc0ee}', '{area/A}', '{"at":"2026-03-02T06:00:00Z","by":null,"good":18,"machine":"P07","order":"4711-3","rejected":0,"station":"P07"}', '\x6991471b23b988b6773b370b9c12e051ea1c15d40d5de810599625bef9cebec4', '2026-11-22 14:50:05.924872+00'),
	('2026-11-22', '01a203bc-5cd8-710f-a609-29b3daf2d3c0', '01a203bc-5c3a-7e2f-84b5-04ac61f878a5', 1, 19, 117660647811448835, '2026-11-22 14:50:05.912282+00', -1, 'production.quantity_counted', 1, 'order/4711-4', 0, '{01a203bc-5cd7-768a-b133-52b28d64236f}', '{area/A}', '{"at":"2026-03-02T06:00:00Z","by":null,"good":19,"machine":"P07","order":"4711-4","rejected":0,"station":"P07"}', '\xe627b8f5de4429ff9e83311337a0731c8ff7b5690eba72690095051bac3cb32d', '2026-11-22 14:50:05.924876+00'),
	('2026-11-22', '01a203bc-5cd8-7ae7-8706-b6ef0077f0b4', '01a203bc-5c3a-7e2f-84b5-04ac61f878a5', 1, 20, 117660647811448836, '2026-11-22 14:50:05.912383+00', -1, 'production.quantity_counted', 1, 'order/4711-0', 0, '{01a203bc-5cd7-7f0f-aa7b-8d19ae8322b5}', '{area/A}', '{"at":"2026-03-02T06:00:00Z","by":null,"good":20,"machine":"P07","order":"4711-0","rejected":0,"station":"P07"}', '\xeb90d1ae3610dd7f63c24863fdafff7f0ca10066aedbb0a27ff3278124250b28', '2026-11-22 14:50:05.924882+00'),
	('2026-11-22', '01a203bc-5ce3-7fc9-99aa-678c79c77cd6', '01a203bc-5c3a-7e2f-84b5-04ac61f878a5', 1, 21, 117660647812169728, '2026-11-22 14:50:05.923293+00', -1, 'production.order_finished', 1, 'order/4711-1', 2, '{01a203bc-5cd8-7677-97a9-b4d038f19dc5}', '{area/A}', '{"at":"2026-03-02T09:00:00Z","by":null,"order":"4711-1","station":"P07"}', '\x212404987105a5435a1de0152ba14e6584c24ae011c2b0b9a08591ed22d04c4a', '2026-11-22 14:50:05.946387+00'),
	('2026-11-22', '01a203bc-5ce3-7404-8c60-7413162136a9', '01a203bc-5c3a-7e2f-84b5-04ac61f878a5', 1, 22, 117660647812169729, '2026-11-22 14:50:05.923599+00', -1, 'production.order_finished', 1, 'order/4711-2', 2, '{01a203bc-5cd8-704a-a1a8-e3be256efc94}', '{area/A}', '{"at":"2026-03-02T09:00:00Z","by":null,"order":"4711-2","station":"P07"}', '\x3f7ece2bb7fb598afe029843062e74d99cfd6c71b24b043ea8e30de5e328b4e1', '2026-11-22 14:50:05.946422+00'),
	('2026-11-22', '01a203bc-5ce9-7c94-85c5-f4311122b7e4', '01a203bc-5c9d-7895-8756-148fa447759e', 1, 1, 117660647812562944, '2026-11-22 14:50:05.929354+00', NULL, 'production.quantity_counted', 1, 'order/900', 0, '{}', '{area/B}', '{"at":"2026-03-02T06:00:00Z","by":null,"good":1,"machine":"P07","order":"900","rejected":0,"station":"P07"}', '\x2edd8061399eec35660b7fe51ddc71d7c23bc62f3e2594ea9bc1c2fc79f1a38b', '2026-11-22 14:50:05.986098+00'),
	('2026-11-22', '01a203bc-5ce9-72fa-84f1-1b7a14a2bb1a', '01a203bc-5c9d-7895-8756-148fa447759e', 1, 2, 117660647812562945, '2026-11-22 14:50:05.929684+00', NULL, 'production.quantity_counted', 1, 'order/900', 0, '{01a203bc-5ce9-7c94-85c5-f4311122b7e4}', '{area/B}', '{"at":"2026-03-02T06:00:00Z","by":null,"good":2,"machine":"P07","order":"900","rejected":0,"station":"P07"}', '\x93f44a6f78d9c1a59ff9ea24e5c27920351c2f5954f4ed19a6000e7ee97a4d86', '2026-11-22 14:50:05.986949+00'),
	('2026-11-22', '01a203bc-5ce9-7fe1-a8e5-687941bf5879', '01a203bc-5c9d-7895-8756-148fa447759e', 1, 3, 117660647812562946, '2026-11-22 14:50:05.929827+00', NULL, 'production.quantity_counted', 1, 'order/900', 0, '{01a203bc-5ce9-72fa-84f1-1b7a14a2bb1a}', '{area/B}', '{"at":"2026-03-02T06:00:00Z","by":null,"good":3,"machine":"P07","order":"900","rejected":0,"station":"P07"}', '\x9c2d37fc66849bb6c79b50a6c426c1c47002220cee9698fb61219d0436c202cc', '2026-11-22 14:50:05.98696+00'),
	('2026-11-22', '01a203bc-5ce9-79df-a2ac-6aac970fcaab', '01a203bc-5c9d-7895-8756-148fa447759e', 1, 4, 117660647812562947, '2026-11-22 14:50:05.929916+00', NULL, 'production.quantity_counted', 1, 'order/900', 0, '{01a203bc-5ce9-7fe1-a8e5-687941bf5879}', '{area/B}', '{"at":"2026-03-02T06:00:00Z","by":null,"good":4,"machine":"P07","order":"900","rejected":0,"station":"P07"}', '\x01ca00df2312cc092e896fdcc604030248c3a0e977e767c56aaafbd133a21c26', '2026-11-22 14:50:05.986966+00'),
	('2026-11-22', '01a203bc-5cea-7332-abb0-08afd3f9b8b8', '01a203bc-5c9d-7895-8756-148fa447759e', 1, 5, 117660647812628480, '2026-11-22 14:50:05.930001+00', NULL, 'production.quantity_counted', 1, 'order/900', 0, '{01a203bc-5ce9-79df-a2ac-6aac970fcaab}', '{area/B}', '{"at":"2026-03-02T06:00:00Z","by":null,"good":5,"machine":"P07","order":"900","rejected":0,"station":"P07"}', '\x49144a77c2e5c79270bd50ec04426644fad0d907da59a731bbe95ea2b59b6ab7', '2026-11-22 14:50:05.986971+00'),
	('2026-11-22', '01a203bc-5cea-782b-9412-c96fb0d27667', '01a203bc-5c9d-7895-8756-148fa447759e', 1, 6, 117660647812628481, '2026-11-22 14:50:05.930086+00', NULL, 'production.quantity_counted', 1, 'order/900', 0, '{01a203bc-5cea-7332-abb0-08afd3f9b8b8}', '{area/B}', '{"at":"2026-03-02T06:00:00Z","by":null,"good":6,"machine":"P07","order":"900","rejected":0,"station":"P07"}', '\xb92683af6fcb58bf3d26e58a13717b184ceb9773e7e573dc8b2e55353e9d055a', '2026-11-22 14:50:05.986976+00'),
	('2026-11-22', '01a203bc-5cea-7e89-a27f-d04857817623', '01a203bc-5c9d-7895-8756-148fa447759e', 1, 7, 117660647812628482, '2026-11-22 14:50:05.93017+00', NULL, 'production.quantity_counted', 1, 'order/900', 0, '{01a203bc-5cea-782b-9412-c96fb0d27667}', '{area/B}', '{"at":"2026-03-02T06:00:00Z","by":null,"good":7,"machine":"P07","order":"900","rejected":0,"station":"P07"}', '\x303dab022180aeaecc840a707d6890413e884ab041d5da5e1b3b6ba697ef2b4c', '2026-11-22 14:50:05.98698+00'),
	('2026-11-22', '01a203bc-5cea-7902-a794-b832395955de', '01a203bc-5c9d-7895-8756-148fa447759e', 1, 8, 117660647812628483, '2026-11-22 14:50:05.930251+00', NULL, 'production.quantity_counted', 1, 'order/900', 0, '{01a203bc-5cea-7e89-a27f-d04857817623}', '{area/B}', '{"at":"2026-03-02T06:00:00Z","by":null,"good":8,"machine":"P07","order":"900","rejected":0,"station":"P07"}', '\xc37a4a514b1a6f4317544737dd0dbbde4294e4ad39ae8a83bbbcb7e2d30c147b', '2026-11-22 14:50:05.986991+00'),
	('2026-11-22', '01a203bc-5cea-7251-bb61-fe197d952e2d', '01a203bc-5c9d-7895-8756-148fa447759e', 1, 9, 117660647812628484, '2026-11-22 14:50:05.93033+00', NULL, 'production.quantity_counted', 1, 'order/900', 0, '{01a203bc-5cea-7902-a794-b832395955de}', '{area/B}', '{"at":"2026-03-02T06:00:00Z","by":null,"good":9,"machine":"P07","order":"900","rejected":0,"station":"P07"}', '\xd93d060b86536d8677ce75c69de29b91b27bef3d7a434035c5cdc3bffab0511b', '2026-11-22 14:50:05.986995+00'),
	('2026-11-22', '01a203bc-5cea-707a-ac97-6fd5d096c412', '01a203bc-5c9d-7895-8756-148fa447759e', 1, 10, 117660647812628485, '2026-11-22 14:50:05.930406+00', NULL, 'production.quantity_counted', 1, 'order/900', 0, '{01a203bc-5cea-7251-bb61-fe197d952e2d}', '{area/B}', '{"at":"2026-03-02T06:00:00Z","by":null,"good":10,"machine":"P07","order":"900","rejected":0,"station":"P07"}', '\x0d4b7bd50bb434a1e9ceb1cfbc2502863fcb8ff8ed28155d6f3287e26ed1c440', '2026-11-22 14:50:05.987+00'),
	('2026-11-22', '01a203bc-5cea-79db-8fed-3f6c81fc1d6d', '01a203bc-5c9d-7895-8756-148fa447759e', 1, 11, 117660647812628486, '2026-11-22 14:50:05.930486+00', NULL, 'production.order_finished', 1, 'order/900', 2, '{01a203bc-5cea-707a-ac97-6fd5d096c412}', '{area/B}', '{"at":"2026-03-02T09:00:00Z","by":null,"order":"900","station":"P07"}', '\x5f0ff3cd623d1dae2c607e660c1b1a67c350165c8e3e045481dc2a920eee871c', '2026-11-22 14:50:05.987005+00'),
	('2026-11-22', '01a203bc-5cea-71f5-8eb7-27e066846051', '01a203bc-5c9d-7895-8756-148fa447759e', 1, 12, 117660647812628487, '2026-11-22 14:50:05.930581+00', NULL, 'production.quantity_counted', 1, 'order/901', 0, '{}', '{area/B}', '{"at":"2026-03-02T06:00:00Z","by":null,"good":11,"machine":"P07","order":"901","rejected":0,"station":"P07"}', '\x5e36ed766bc8eefe3f2d016ab525057954aca040e5925aee70574a675b0a33ea', '2026-11-22 14:50:05.987009+00'),
	('2026-11-22', '01a203bc-5d4f-7f74-a5af-cbb82cba5496', '01a203bc-5c3a-7e2f-84b5-04ac61f878a5', 1, 23, 117660647819247616, '2026-11-22 14:50:06.031502+00', NULL, 'production.quantity_counted', 1, 'order/4711-3', 0, '{01a203bc-5cd8-7a4b-8de3-71ad37b63848}', '{area/A}', '{"at":"2026-03-02T06:00:00Z","by":null,"good":41,"machine":"P07","order":"4711-3","rejected":0,"station":"P07"}', '\x7ffac24b2bf13f10e300b4c068a659f6d7823fe99a9f7efa1205b890d9c661e2', '2026-11-22 14:50:06.06401+00'),
	('2026-11-22', '01a203bc-5d4f-7bbe-b427-c10fb19d1a13', '01a203bc-5c3a-7e2f-84b5-04ac61f878a5', 1, 24, 117660647819247617, '2026-11-22 14:50:06.031907+00', NULL, 'production.order_finished', 1, 'order/4711-4', 2, '{01a203bc-5cd8-710f-a609-29b3daf2d3c0}', '{area/A}', '{"at":"2026-03-02T09:00:00Z","by":null,"order":"4711-4","station":"P07"}', '\x4ef59a86201c92e87453ca36e03f2b8f8f64493bc5f0b50ddb176ccbf8bb3199', '2026-11-22 14:50:06.064464+00'),
	('2026-11-22', '01a203bc-5d1d-72a9-930b-c6963c579bc6', '01a203bc-5c3a-7e2f-84b5-04ac61f878a5', 2, 1, 117660647815970816, '2026-11-22 14:50:05.98133+00', NULL, 'production.quantity_counted', 1, 'order/4711-3', 0, '{01a203bc-5cd8-7a4b-8de3-71ad37b63848}', '{area/A}', '{"at":"2026-03-02T06:00:00Z","by":null,"good":31,"machine":"P07","order":"4711-3","rejected":0,"station":"P07"}', '\xdccd405d7287ac9b2a43ba71bbad8561cb2a4694da9b0eb6265d3249b35b2825', '2026-11-22 14:50:06.153416+00'),
	('2026-11-22', '01a203bc-5d1f-7040-b9dc-95aafd5464b0', '01a203bc-5c3a-7e2f-84b5-04ac61f878a5', 2, 2, 117660647816101888, '2026-11-22 14:50:05.983319+00', NULL, 'production.quantity_counted', 1, 'order/4711-4', 0, '{01a203bc-5cd8-710f-a609-29b3daf2d3c0}', '{area/A}', '{"at":"2026-03-02T06:00:00Z","by":null,"good":32,"machine":"P07","order":"4711-4","rejected":0,"station":"P07"}', '\x91babac2994bc2f1f7d4deb0ce00492445e19933abeaccd3679455204ca9db01', '2026-11-22 14:50:06.153562+00'),
	('2026-11-22', '01a203bc-5d84-7842-adf5-de22caf0b9c2', '01a203bc-5c3a-7e2f-84b5-04ac61f878a5', 2, 3, 117660647822721024, '2026-11-22 14:50:06.084128+00', NULL, 'production.quantity_counted', 1, 'order/4711-20', 0, '{}', '{area/A}', '{"at":"2026-03-02T06:00:00Z","by":null,"good":51,"machine":"P07","order":"4711-20","rejected":0,"station":"P07"}', '\x15cbcbbcbb7ab1a9459f2935077bb6ed90383e7672a61b40eecb37f0a7afa244', '2026-11-22 14:50:06.15357+00'),
	('2026-11-22', '01a203bc-5de0-7028-85fc-9aea8ab49472', '01a203bc-5c3a-7e2f-84b5-04ac61f878a5', 3, 3, 117660647828750336, '2026-11-22 14:50:06.176998+00', NULL, 'production.quantity_counted', 1, 'order/4711-20', 0, '{}', '{area/A}', '{"at":"2026-03-02T06:00:00Z","by":null,"good":51,"machine":"P07","order":"4711-20","rejected":0,"station":"P07"}', '\x754681cbe4b9696431b8525e76337af1c8652354f18f4901c8aeb8d7c5879e28', '2026-11-22 14:50:06.233066+00'),
	('2026-11-22', '01a203bc-5e73-7e1c-a4e4-fad1a5c6f95a', '01a203bc-5e42-7053-b116-cb05742dd195', 1, 1, 117660647838384128, '2026-11-22 14:50:06.323455+00', NULL, 'production.quantity_counted', 1, 'order/77', 0, '{}', '{area/A}', '{"at":"2026-03-02T06:00:00Z","by":null,"good":61,"machine":"P07","order":"77","rejected":0,"station":"P07"}', '\xb1a94a06fbbecee61d13f7f181dc61265bcf6c7c440c821e007c9e7f9160a789', '2026-11-22 14:50:06.353837+00'),
	('2026-11-22', '01a203bc-5e73-7d66-9cfc-50d19c78646c', '01a203bc-5e42-7053-b116-cb05742dd195', 1, 2, 117660647838384129, '2026-11-22 14:50:06.323897+00', NULL, 'production.order_finished', 1, 'order/77', 2, '{01a203bc-5e73-7e1c-a4e4-fad1a5c6f95a}', '{area/A}', '{"at":"2026-03-02T09:00:00Z","by":null,"order":"77","station":"P07"}', '\xb09601e2d696af07ac55c59f6abb92eea93e8f541ad318481a119462ca38e2c7', '2026-11-22 14:50:06.354022+00');
ALTER TABLE mom.event_default ENABLE TRIGGER ALL;
ALTER TABLE mom.feed_default DISABLE TRIGGER ALL;
INSERT INTO mom.feed_default VALUES
	('2026-11-22', 1, 1, '01a203bc-5cd5-751f-90e8-1fae9d6ccb49'),
	('2026-11-22', 1, 2, '01a203bc-5cd5-731c-b296-9098abc1dde8'),
	('2026-11-22', 1, 3, '01a203bc-5cd6-7b06-af62-a473a91d2a0b'),
	('2026-11-22', 1, 4, '01a203bc-5cd6-7a4c-a99c-e52c94c278b1'),
	('2026-11-22', 1, 5, '01a203bc-5cd6-7ab4-953b-85cfbbb1cde4'),
	('2026-11-22', 1, 6, '01a203bc-5cd6-714d-9832-305ba9470e49'),
	('2026-11-22', 1, 7, '01a203bc-5cd6-7eb4-ae63-55fbd8b72771'),
	('2026-11-22', 1, 8, '01a203bc-5cd6-71d4-9d3b-49e24ad3cff2'),
	('2026-11-22', 1, 9, '01a203bc-5cd6-7c70-9e22-95cf39c20f96'),
	('2026-11-22', 1, 10, '01a203bc-5cd6-7000-a6dc-ed6030dbebff'),
	('2026-11-22', 1, 11, '01a203bc-5cd6-7480-87b0-702b27b9d71b'),
	('2026-11-22', 1, 12, '01a203bc-5cd7-7019-964f-45a8c45ceaa4'),
	('2026-11-22', 1, 13, '01a203bc-5cd7-7d1b-bc09-34c5071dc0ee'),
	('2026-11-22', 1, 14, '01a203bc-5cd7-768a-b133-52b28d64236f'),
	('2026-11-22', 1, 15, '01a203bc-5cd7-7f0f-aa7b-8d19ae8322b5'),
	('2026-11-22', 1, 16, '01a203bc-5cd8-7677-97a9-b4d038f19dc5'),
	('2026-11-22', 1, 17, '01a203bc-5cd8-704a-a1a8-e3be256efc94'),
	('2026-11-22', 1, 18, '01a203bc-5cd8-7a4b-8de3-71ad37b63848'),
	('2026-11-22', 1, 19, '01a203bc-5cd8-710f-a609-29b3daf2d3c0'),
	('2026-11-22', 1, 20, '01a203bc-5cd8-7ae7-8706-b6ef0077f0b4'),
	('2026-11-22', 1, 21, '01a203bc-5ce3-7fc9-99aa-678c79c77cd6'),
	('2026-11-22', 1, 22, '01a203bc-5ce3-7404-8c60-7413162136a9'),
	('2026-11-22', 3, 1, '01a203bc-5ce9-7c94-85c5-f4311122b7e4'),
	('2026-11-22', 3, 2, '01a203bc-5ce9-72fa-84f1-1b7a14a2bb1a'),
	('2026-11-22', 3, 3, '01a203bc-5ce9-7fe1-a8e5-687941bf5879'),
	('2026-11-22', 3, 4, '01a203bc-5ce9-79df-a2ac-6aac970fcaab'),
	('2026-11-22', 3, 5, '01a203bc-5cea-7332-abb0-08afd3f9b8b8'),
	('2026-11-22', 3, 6, '01a203bc-5cea-782b-9412-c96fb0d27667'),
	('2026-11-22', 3, 7, '01a203bc-5cea-7e89-a27f-d04857817623'),
	('2026-11-22', 3, 8, '01a203bc-5cea-7902-a794-b832395955de'),
	('2026-11-22', 3, 9, '01a203bc-5cea-7251-bb61-fe197d952e2d'),
	('2026-11-22', 3, 10, '01a203bc-5cea-707a-ac97-6fd5d096c412'),
	('2026-11-22', 3, 11, '01a203bc-5cea-79db-8fed-3f6c81fc1d6d'),
	('2026-11-22', 3, 12, '01a203bc-5cea-71f5-8eb7-27e066846051'),
	('2026-11-22', 1, 23, '01a203bc-5d4f-7f74-a5af-cbb82cba5496'),
	('2026-11-22', 1, 24, '01a203bc-5d4f-7bbe-b427-c10fb19d1a13'),
	('2026-11-22', 1, 25, '01a203bc-5d1d-72a9-930b-c6963c579bc6'),
	('2026-11-22', 1, 26, '01a203bc-5d1f-7040-b9dc-95aafd5464b0'),
	('2026-11-22', 1, 27, '01a203bc-5d84-7842-adf5-de22caf0b9c2'),
	('2026-11-22', 1, 28, '01a203bc-5de0-7028-85fc-9aea8ab49472'),
	('2026-11-22', 1, 29, '01a203bc-5e73-7e1c-a4e4-fad1a5c6f95a'),
	('2026-11-22', 1, 30, '01a203bc-5e73-7d66-9cfc-50d19c78646c');
ALTER TABLE mom.feed_default ENABLE TRIGGER ALL;
ALTER TABLE mom.topic DISABLE TRIGGER ALL;
INSERT INTO mom.topic VALUES
	(2, 'plant', 0),
	(3, 'area/B', 12),
	(1, 'area/A', 30);
ALTER TABLE mom.topic ENABLE TRIGGER ALL;
ALTER TABLE mom.station DISABLE TRIGGER ALL;
INSERT INTO mom.station VALUES
	('01a203bc-5c3a-7e2f-84b5-04ac61f878a5', 'P07', 1, 'mom_p07_61f878a5', '\x0933206cec1b5d0945bf9a114dd408a17670d9f3f3d9256a143df1f8b4995062', 'active', '2026-11-22 14:50:05.789327+00'),
	('01a203bc-5c9d-7895-8756-148fa447759e', 'Q01', 3, 'mom_q01_a447759e', '\x62a7f35f168c6642c4658f1500cb0fb516dc711775e960808aabe2568d4dd9fb', 'active', '2026-11-22 14:50:05.898608+00'),
	('01a203bc-5e42-7053-b116-cb05742dd195', 'P09', 1, 'mom_p09_742dd195', '\x2b0ea9aa3f897de24e9fd96ec173af248ccc1af9cf50552321dc0a270da4a176', 'revoked', '2026-11-22 14:50:06.308773+00'),
	('01a203bc-5eb6-794b-86b9-323700dca847', 'P09', 1, 'mom_p09_00dca847', '\x6c5694222b31f919b6859d65597624eba4752ad78ed17bc31e9bd60f00f2642e', 'active', '2026-11-22 14:50:06.415981+00');
ALTER TABLE mom.station ENABLE TRIGGER ALL;
ALTER TABLE mom.log_head DISABLE TRIGGER ALL;
INSERT INTO mom.log_head VALUES
	('01a203bc-5c9d-7895-8756-148fa447759e', 1, 12, '\x5e36ed766bc8eefe3f2d016ab525057954aca040e5925aee70574a675b0a33ea', '2026-11-22 14:50:05.90183+00', 'enrol'),
	('01a203bc-5c3a-7e2f-84b5-04ac61f878a5', 1, 24, '\x4ef59a86201c92e87453ca36e03f2b8f8f64493bc5f0b50ddb176ccbf8bb3199', '2026-11-22 14:50:05.790856+00', 'enrol'),
	('01a203bc-5c3a-7e2f-84b5-04ac61f878a5', 2, 3, '\x15cbcbbcbb7ab1a9459f2935077bb6ed90383e7672a61b40eecb37f0a7afa244', '2026-11-22 14:50:06.132746+00', 'fork'),
	('01a203bc-5c3a-7e2f-84b5-04ac61f878a5', 3, 3, '\x754681cbe4b9696431b8525e76337af1c8652354f18f4901c8aeb8d7c5879e28', '2026-11-22 14:50:06.210087+00', 'fork'),
	('01a203bc-5e42-7053-b116-cb05742dd195', 1, 2, '\xb09601e2d696af07ac55c59f6abb92eea93e8f541ad318481a119462ca38e2c7', '2026-11-22 14:50:06.310685+00', 'enrol'),
	('01a203bc-5eb6-794b-86b9-323700dca847', 1, 0, '\x', '2026-11-22 14:50:06.416918+00', 'enrol');
ALTER TABLE mom.log_head ENABLE TRIGGER ALL;
ALTER TABLE mom.schema_version DISABLE TRIGGER ALL;
INSERT INTO mom.schema_version VALUES
	(1, '2026-11-22 14:50:05.70015+00');
ALTER TABLE mom.schema_version ENABLE TRIGGER ALL;
ALTER TABLE mom.station_seen DISABLE TRIGGER ALL;
INSERT INTO mom.station_seen VALUES
	('01a203bc-5c9d-7895-8756-148fa447759e', '2026-11-22 14:50:05.947577+00', 'momstation 0.1.0'),
	('01a203bc-5c3a-7e2f-84b5-04ac61f878a5', '2026-11-22 14:50:06.195456+00', 'momstation 0.1.0'),
	('01a203bc-5e42-7053-b116-cb05742dd195', '2026-11-22 14:50:06.343346+00', 'momstation 0.1.0');
ALTER TABLE mom.station_seen ENABLE TRIGGER ALL;
ALTER TABLE mom.station_topic DISABLE TRIGGER ALL;
INSERT INTO mom.station_topic VALUES
	('01a203bc-5c3a-7e2f-84b5-04ac61f878a5', 1, true),
	('01a203bc-5c3a-7e2f-84b5-04ac61f878a5', 2, true),
	('01a203bc-5c9d-7895-8756-148fa447759e', 2, true),
	('01a203bc-5c9d-7895-8756-148fa447759e', 3, true),
	('01a203bc-5e42-7053-b116-cb05742dd195', 2, true),
	('01a203bc-5e42-7053-b116-cb05742dd195', 1, true),
	('01a203bc-5eb6-794b-86b9-323700dca847', 2, true),
	('01a203bc-5eb6-794b-86b9-323700dca847', 1, true);
ALTER TABLE mom.station_topic ENABLE TRIGGER ALL;
ALTER TABLE mom.stream_topic DISABLE TRIGGER ALL;
INSERT INTO mom.stream_topic VALUES
	(1, 'order/4711-0', '2026-11-22', 20, false),
	(1, 'order/4711-1', '2026-11-22', 21, true),
	(1, 'order/4711-2', '2026-11-22', 22, true),
	(3, 'order/900', '2026-11-22', 11, true),
	(3, 'order/901', '2026-11-22', 12, false),
	(1, 'order/4711-3', '2026-11-22', 25, false),
	(1, 'order/4711-4', '2026-11-22', 26, false),
	(1, 'order/4711-20', '2026-11-22', 28, false),
	(1, 'order/77', '2026-11-22', 30, true);
ALTER TABLE mom.stream_topic ENABLE TRIGGER ALL;
SELECT pg_catalog.setval('mom.topic_topic_id_seq', 8, true);
