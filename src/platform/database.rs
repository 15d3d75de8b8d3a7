//! IndexedDB: larger texts by key, in two object stores of one database.

use idb::{
    Database, DatabaseEvent, Error, Factory, KeyRange, ObjectStore, ObjectStoreParams, Query, Transaction, TransactionMode,
    TransactionResult,
};
use js_sys::{Array, Function, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

/// An object store.
#[derive(Clone, Copy, Debug)]
pub struct Shelf(&'static str);

/// What was added to what is published.
pub const ADDED: Shelf = Shelf("added");
/// What is kept a second time, and what was kept before.
pub const PAST: Shelf = Shelf("past");

fn words(error: &Error) -> String {
    error.to_string()
}

/// The database, and what the browser itself calls it.
async fn open() -> Result<(Database, JsValue), Error> {
    let mut request = Factory::new()?.open(&super::storage::prefix(), Some(2))?;
    request.on_upgrade_needed(|event| {
        if let Ok(database) = event.database() {
            let known = database.store_names();
            for Shelf(name) in [ADDED, PAST] {
                if !known.iter().any(|other| other == name) {
                    let _ = database.create_object_store(name, ObjectStoreParams::new());
                }
            }
        }
    });
    let raw: JsValue = request.await?.into();
    Ok((raw.clone().try_into()?, raw))
}

/// A transaction that is done when the disk has it; `idb` cannot ask for that, so the browser is asked itself.
fn strict(database: &JsValue, store: &str) -> Result<Transaction, Error> {
    let options = Object::new();
    let asked = Reflect::set(&options, &"durability".into(), &"strict".into())
        .and_then(|_| Reflect::get(database, &"transaction".into()))
        .and_then(|transaction| {
            let arguments = Array::of3(&store.into(), &"readwrite".into(), &options);
            transaction.unchecked_into::<Function>().apply(database, &arguments)
        });
    asked.map_err(Error::TransactionOpenFailed)?.try_into()
}

impl Shelf {
    async fn read<T>(self, read: impl AsyncFnOnce(&ObjectStore) -> Result<T, Error>) -> Result<T, String> {
        let (database, _) = open().await.map_err(|error| words(&error))?;
        let found = async {
            let transaction = database.transaction(&[self.0], TransactionMode::ReadOnly)?;
            let found = read(&transaction.object_store(self.0)?).await?;
            transaction.await?;
            Ok(found)
        };
        let found = found.await;
        database.close();
        found.map_err(|error| words(&error))
    }

    /// Every key with its text, by key.
    ///
    /// # Errors
    /// What the browser said.
    pub async fn all(self) -> Result<Vec<(String, String)>, String> {
        let read = async |store: &ObjectStore| {
            let keys = store.get_all_keys(None, None)?.await?;
            let texts = store.get_all(None, None)?.await?;
            Ok(keys.iter().zip(&texts).filter_map(|(key, text)| Some((key.as_string()?, text.as_string()?))).collect())
        };
        self.read(read).await
    }

    /// The keys that begin so, sorted.
    ///
    /// # Errors
    /// What the browser said.
    pub async fn keys(self, prefix: &str) -> Result<Vec<String>, String> {
        let read = async |store: &ObjectStore| {
            // Nothing sorts behind this character, which stands for none.
            let range = KeyRange::bound(&prefix.into(), &format!("{prefix}\u{ffff}").into(), None, None)?;
            let keys = store.get_all_keys(Some(Query::KeyRange(range)), None)?.await?;
            Ok(keys.iter().filter_map(|key| key.as_string()).collect())
        };
        self.read(read).await
    }

    /// The text of a key.
    ///
    /// # Errors
    /// What the browser said.
    pub async fn get(self, key: &str) -> Result<Option<String>, String> {
        let read = async |store: &ObjectStore| Ok(store.get(Query::Key(key.into()))?.await?.and_then(|text| text.as_string()));
        self.read(read).await
    }

    /// Changes the store as a whole: what a change that failed has done by then is undone. (A transaction that is merely left keeps
    /// it.)
    async fn write(self, change: impl AsyncFnOnce(&ObjectStore) -> Result<(), Error>) -> Result<(), String> {
        let (database, raw) = open().await.map_err(|error| words(&error))?;
        let written = async {
            let transaction = strict(&raw, self.0)?;
            let store = transaction.object_store(self.0)?;
            match change(&store).await {
                Ok(()) => transaction.commit()?.await,
                Err(error) => {
                    if let Ok(undone) = transaction.abort() {
                        let _ = undone.await;
                    }
                    Err(error)
                }
            }
        };
        let written = written.await;
        database.close();
        match written {
            Ok(TransactionResult::Committed) => Ok(()),
            // A full disk is found out only here.
            Ok(TransactionResult::Aborted) => Err("AbortError".into()),
            Err(error) => Err(words(&error)),
        }
    }

    /// Keeps all these texts and forgets all these keys, or does nothing of it.
    ///
    /// # Errors
    /// What the browser said.
    pub async fn change(self, keep: &[(String, String)], forget: &[String]) -> Result<(), String> {
        self.write(async |store| {
            for (key, text) in keep {
                store.put(&JsValue::from_str(text), Some(&JsValue::from_str(key)))?.await?;
            }
            for key in forget {
                store.delete(Query::Key(JsValue::from_str(key)))?.await?;
            }
            Ok(())
        })
        .await
    }

    /// Forgets everything.
    ///
    /// # Errors
    /// What the browser said.
    pub async fn clear(self) -> Result<(), String> {
        self.write(async |store| store.clear()?.await).await
    }
}
