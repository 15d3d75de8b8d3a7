//! IndexedDB: larger texts by key, in one object store.

use idb::{Database, Error, Factory, ObjectStore, ObjectStoreParams, Query, TransactionMode, TransactionResult};
use wasm_bindgen::JsValue;

const STORE: &str = "added";

fn words(error: &Error) -> String {
    error.to_string()
}

async fn open() -> Result<Database, Error> {
    let mut request = Factory::new()?.open(&super::storage::prefix(), Some(1))?;
    request.on_upgrade_needed(|event| {
        use idb::DatabaseEvent;
        if let Ok(database) = event.database() {
            let _ = database.create_object_store(STORE, ObjectStoreParams::new());
        }
    });
    request.await
}

/// Every key with its text, by key.
///
/// # Errors
/// What the browser said.
pub async fn all() -> Result<Vec<(String, String)>, String> {
    let read = async {
        let database = open().await?;
        let transaction = database.transaction(&[STORE], TransactionMode::ReadOnly)?;
        let store = transaction.object_store(STORE)?;
        let keys = store.get_all_keys(None, None)?.await?;
        let texts = store.get_all(None, None)?.await?;
        transaction.await?;
        database.close();
        Ok(keys.iter().zip(&texts).filter_map(|(key, text)| Some((key.as_string()?, text.as_string()?))).collect())
    };
    read.await.map_err(|error: Error| words(&error))
}

/// Changes the store as a whole: what a change that failed has done by then is undone. (A transaction that is merely left keeps it.)
async fn write(change: impl AsyncFnOnce(&ObjectStore) -> Result<(), Error>) -> Result<(), String> {
    let database = open().await.map_err(|error| words(&error))?;
    let written = async {
        let transaction = database.transaction(&[STORE], TransactionMode::ReadWrite)?;
        let store = transaction.object_store(STORE)?;
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

/// Keeps all these texts, or none of them.
///
/// # Errors
/// What the browser said.
pub async fn put(entries: &[(String, String)]) -> Result<(), String> {
    write(async |store| {
        for (key, text) in entries {
            store.put(&JsValue::from_str(text), Some(&JsValue::from_str(key)))?.await?;
        }
        Ok(())
    })
    .await
}

/// Keeps all these texts and forgets all these keys, or does nothing of it.
///
/// # Errors
/// What the browser said.
pub async fn change(keep: &[(String, String)], forget: &[String]) -> Result<(), String> {
    write(async |store| {
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

/// Forgets a key.
///
/// # Errors
/// What the browser said.
pub async fn remove(key: &str) -> Result<(), String> {
    write(async |store| store.delete(Query::Key(JsValue::from_str(key)))?.await).await
}

/// Forgets everything.
///
/// # Errors
/// What the browser said.
pub async fn clear() -> Result<(), String> {
    write(async |store| store.clear()?.await).await
}
